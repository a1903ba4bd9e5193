"""The gate at the goods: nothing leaves that was not released (W4.C)."""

from . import stock_move
from . import release
from . import stock_move_line
from . import stock_picking
from . import stock_location
from . import res_partner
