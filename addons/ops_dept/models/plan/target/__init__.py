"""Targets: what is to be reached by whom until when, and what is reached (H1, M1.8, M3.2, C1.4)."""

from . import ops_target
from . import publish
from . import children
from . import achieved
from . import read_sales
from . import read_money
from . import read_customers
from . import pace
from . import ops_home
