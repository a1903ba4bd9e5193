"""Money: invoice requests, receipts, instruments (W5, W6)."""

from . import ops_log_receipts
from . import ops_receipt
from . import ops_receipt_allocation
from . import ops_receipt_enter
from . import ops_receipt_request
from . import ops_receipt_posting
from . import ops_receipt_entry
from . import ops_receipt_advance
from . import ops_receipt_reversal
from . import account_payment
from . import account_payment_register
from . import account_move_receipts
from . import sale_order_receipts
from . import res_partner_receipts
from . import payment_transaction_receipts
from . import res_company_receipts
from . import res_config_settings_receipts
from . import ops_home_receipts
