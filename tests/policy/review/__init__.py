"""Reviews as they are decided."""
