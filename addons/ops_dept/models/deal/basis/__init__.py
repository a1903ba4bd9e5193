"""What an order runs on: its contract, or what stands in its place (W3.D, W3.F)."""

from . import sale_order
from . import link
from . import ask
from . import change
