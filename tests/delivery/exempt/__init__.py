"""What ran when the rulebook was switched on runs as it stood."""
