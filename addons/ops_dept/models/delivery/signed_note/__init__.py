"""The note that the customer signed: the office hands it in, sales support takes it over (W4.F)."""

from . import ops_release
from . import hand_over
from . import sale_order
from . import ops_home
