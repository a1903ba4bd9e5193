"""Records of a period: a target, a plan."""

from . import ops_period
