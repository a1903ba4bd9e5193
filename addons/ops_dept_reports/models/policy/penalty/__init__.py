"""The penalty notice (R16)."""

from . import ops_penalty
