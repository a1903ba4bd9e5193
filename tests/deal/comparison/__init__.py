"""What counts as worse than what was approved, and what follows."""
