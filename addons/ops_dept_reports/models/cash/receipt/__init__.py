"""The customer gets it in writing that his money arrived (W5.D)."""

from . import ops_receipt
from . import request
