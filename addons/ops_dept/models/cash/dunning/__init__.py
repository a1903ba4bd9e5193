"""Letters to customers who owe something past its day (W5.A)."""

from . import ops_dunning
from . import ops_dunning_line
from . import ops_customer
