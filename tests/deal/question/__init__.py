"""Questions to the departments."""
