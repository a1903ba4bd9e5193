"""Targets: what is to be reached by whom until when, and what is reached (H1, M3.2)."""
