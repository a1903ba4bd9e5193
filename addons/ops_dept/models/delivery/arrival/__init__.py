"""What arrived another way is confirmed by hand: consignment, drop-ship, other (W4.B)."""

from . import ops_arrival
from . import sale_order
