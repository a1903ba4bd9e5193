from . import ops_decision
from . import ops_obligation_waive
from . import ops_receipt_reverse
from . import ops_receipt_assign
