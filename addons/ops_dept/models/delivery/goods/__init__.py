"""The gate at the goods: the warehouse issues what was released, nothing else (W4.C, W4.D)."""

from . import stock_move
from . import release
from . import stock_move_line
from . import stock_picking
from . import stock_location
from . import res_partner
