"""Meetings: every Saturday, and the small ones (W1.B, W1.E, H4, M4.3, M4.4, F0.2)."""
