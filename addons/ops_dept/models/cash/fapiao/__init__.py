"""Fapiao one by one, red letters, what of a contract is not invoiced yet."""

from . import ops_fapiao
from . import account_move
from . import ops_invoice_request
from . import ops_contract
