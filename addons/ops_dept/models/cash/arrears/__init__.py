"""What customers owe past its day, and whom to press for it (W5.A)."""

from . import account_move
from . import ops_customer
from . import ops_release
