"""Goods leave as far as they are released, whatever way they take."""
