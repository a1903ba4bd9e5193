"""What of orders and releases can be invoiced, and by whom."""
