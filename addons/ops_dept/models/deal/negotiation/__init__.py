"""Rounds of a negotiation: noted the same day, guided by the manager (W3.A, W3.B, R4)."""

from . import late
from . import guidance
