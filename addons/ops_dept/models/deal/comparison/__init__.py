"""What was approved, kept as a snapshot, and what differs from it (W2.E, W3.C)."""

from . import account_payment_term
from . import account_payment_term_line
from . import snapshot
from . import difference
from . import difference_text
from . import line_difference
from . import delivery
from . import product_attribute_custom_value
from . import base_partner_merge
