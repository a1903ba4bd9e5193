"""The goods of a case: product, serial, what is wrong with it, and whether it is ours (W8, W9)."""

from . import ops_ticket_line
from . import delivered
from . import stock_move_line
from . import check
from . import helpdesk_ticket
from . import repeat
