"""The quotation's way through its gate."""
