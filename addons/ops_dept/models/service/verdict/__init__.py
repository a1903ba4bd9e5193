"""Technical's verdict on each product, and its way to purchasing (W8.B, W8.C, W9.B, W9.C)."""

from . import ops_ticket_line
from . import hand_over
from . import repair_order
from . import repair
