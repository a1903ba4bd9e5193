"""Guidance and assigned work: given, read, acknowledged, done, ended, kept (H3)."""
