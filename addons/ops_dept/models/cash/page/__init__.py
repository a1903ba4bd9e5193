"""Money on the page of a deal and on the first page, and the next step of its documents."""

from . import ops_deal
from . import ops_home
from . import home_receipts
from . import home_line
from . import ops_invoice_request
from . import account_move
from . import res_config_settings
from . import res_partner
