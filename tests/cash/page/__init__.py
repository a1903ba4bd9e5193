"""What comes next, from what left to its money."""
