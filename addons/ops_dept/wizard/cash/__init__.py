from . import ops_custody_sign
from . import ops_instrument_step
from . import ops_receipt_assign
from . import ops_receipt_day
