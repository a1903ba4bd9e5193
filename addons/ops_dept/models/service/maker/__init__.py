"""What the maker settles: sent to him, back, replaced or refused (W8.E, W9.E)."""

from . import ops_ticket_line
from . import ops_home
