"""How much of what was due was done in time: on the head's first page, and for the board (H3)."""

from . import ops_obligation
from . import ops_home
