"""The sheet with which an invoice is handed over (W6.D)."""

from . import ops_invoice_request
from . import request
