"""Working days and hours, by which terms are counted."""
