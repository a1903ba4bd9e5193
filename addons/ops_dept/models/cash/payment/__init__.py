"""The gate at payments and reconciliation (W5.C)."""

from . import account_payment
from . import customer
from . import account_payment_register
from . import account_payment_term
from . import account_partial_reconcile
from . import account_move
from . import payment_transaction
