"""Costs and vendor prices of products."""

from . import product_template
from . import product_product
from . import product_supplierinfo
from . import product_pricelist
from . import product_pricelist_item
from . import product_value
