"""Customers' money comes into the books by finance's confirmation alone."""
