"""The acceptance sheet (M7.9)."""

from . import ops_acceptance
