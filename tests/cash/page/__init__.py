"""What is due, what comes next, and which buttons are offered."""
