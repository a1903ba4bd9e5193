"""What of an order is released, delivered, in stock."""

from . import sale_order
from . import sale_order_line
from . import line_parts
from . import line_stock
from . import shelf
