"""What is major, and that nobody dodges it."""
