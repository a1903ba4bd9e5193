"""Receipts: entered, allocated, confirmed by finance, told to the customer (W5.B, W5.C)."""

from . import ops_receipt
from . import figures
from . import frozen
from . import ops_receipt_allocation
from . import enter
from . import request
from . import twin
from . import origin
from . import res_partner
from . import sale_order
from . import ops_log
