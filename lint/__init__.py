"""The checks of our own behind script/lint, and the pages that it keeps equal to their sources."""
