"""Deviations from the approved quotation, and what a contract fixed."""
