"""The paper of a trip: all its days on one page (M7.5)."""

from . import ops_trip
