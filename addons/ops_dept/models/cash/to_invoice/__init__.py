"""What of orders and releases can be invoiced, and by whom."""

from . import sale_order
from . import to_invoice
from . import view
from . import sale_order_line
from . import line_units
from . import line_typed
from . import ops_release
