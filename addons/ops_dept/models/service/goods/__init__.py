"""The goods of a case as real transfers: received into quarantine, shipped again, taken back into stock."""

from . import stock_warehouse
from . import stock_location
from . import stock_lot
from . import stock_move
from . import stock_move_gate
from . import position
from . import transfer
from . import steps
from . import helpdesk_ticket
