"""Money: invoice requests, receipts, instruments (W5, W6)."""

from . import ops_log
from . import ops_invoice_request
from . import ops_invoice_request_line
from . import ops_invoice_request_check
from . import ops_invoice_request_gate
from . import ops_invoice_request_issue
from . import account_move
from . import account_move_cover
from . import account_move_line
from . import account_move_exception
from . import sale_order
from . import sale_order_line
from . import payment_transaction
from . import res_company
from . import ops_home
