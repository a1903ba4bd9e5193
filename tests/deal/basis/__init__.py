"""Orders that stand on something else than a formal contract."""
