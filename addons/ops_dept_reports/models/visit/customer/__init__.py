"""Lists of customers on paper: whom we go to (V2.1), and who may be named to others (V6.3)."""

from . import ops_customer_paper
from . import selection
from . import references
from . import ops_customer
