from . import ops_receipt_assign
