"""What calls further deciders: large amounts, key and difficult products (W2.C–W2.E)."""

from . import product_template
from . import sale_order
