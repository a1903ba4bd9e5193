"""What came back of what was delivered, and what cases cost (W8, W9)."""

from . import ops_return_analysis
from . import rows
from . import ops_case_cost
