"""What goods cost us is closed to those who sell."""
