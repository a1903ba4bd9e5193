"""The quotation and its gate (W2.C–W2.E)."""

from . import sale_order
from . import gate
from . import door
from . import people
from . import approval
from . import sale_order_line
from . import line_door
from . import take_back
from . import view
from . import res_company
