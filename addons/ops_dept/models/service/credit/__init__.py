"""The money of a return: the credit note of what came back, the order of what goes out instead (W9.D)."""

from . import account_move
from . import sale_order
from . import helpdesk_ticket
