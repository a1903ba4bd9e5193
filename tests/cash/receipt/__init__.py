"""Receipts, entered by sales and confirmed by finance."""
