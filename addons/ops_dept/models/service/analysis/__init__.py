"""How long cases take, who is late, what comes again: for who counts them (W7, W8)."""

from . import spent
from . import late
from . import ops_ticket_step
from . import turns
