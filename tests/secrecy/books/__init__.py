"""Purchases, bills, expenses and the books are read without what goods cost."""
