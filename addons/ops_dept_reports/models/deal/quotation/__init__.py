"""The quotation on paper and by mail (W2.F)."""

from . import sale_order
from . import sale_order_line
from . import mail
