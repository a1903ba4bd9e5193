"""Money: invoice requests, receipts, instruments (W5, W6)."""
