from . import ops_decision
from . import ops_obligation_waive
from . import ops_contract_deviation_confirm
from . import ops_contract_end
from . import ops_invoice_exception
from . import ops_bid_result
from . import ops_receipt_reverse
from . import ops_receipt_assign
