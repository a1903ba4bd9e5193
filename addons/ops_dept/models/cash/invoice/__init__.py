"""The gate at customers' invoices, and what an approved one keeps (W6.A)."""

from . import account_move
from . import door
from . import cover
from . import fixed
from . import exception
from . import account_move_line
from . import view
from . import base_partner_merge
from . import payment_transaction
from . import res_company
from . import ops_log
