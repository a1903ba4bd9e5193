"""Documents whose original is kept: each says when it comes into custody, and with whom (R9)."""

from . import ops_original
from . import ops_release
from . import ops_contract
from . import ops_invoice_request
from . import res_partner
from . import ops_reconciliation
from . import ops_contract_volume
