"""The log of what was decided, changed and let through."""

from . import ops_log
