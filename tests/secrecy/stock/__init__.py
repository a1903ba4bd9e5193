"""Goods move and are valued as ever, by people who never see a value."""
