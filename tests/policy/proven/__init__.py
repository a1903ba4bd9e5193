"""Duties of the company's own clauses: written, opened, proven, missed."""
