"""What of an order is released and may leave, in its units and its parts."""
