"""Bids, and quotations that wait for their decision."""
