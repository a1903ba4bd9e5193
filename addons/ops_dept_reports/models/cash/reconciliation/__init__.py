"""The statement of account that the customer seals (R13)."""

from . import ops_reconciliation
from . import mail
