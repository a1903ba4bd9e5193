"""The formal contract from its number to the archive."""
