"""The printed handbook (G1)."""

from . import ops_handbook
