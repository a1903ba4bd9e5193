"""What ran already when the rulebook was switched on runs on as it stood (PROCESS §3)."""

from . import stock_move
from . import stock_rule
from . import sale_order
from . import sale_order_line
