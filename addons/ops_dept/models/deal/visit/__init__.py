"""What was offered and agreed in a talk becomes a quotation in one tap (V5.1, P3.6, N2.6)."""

from . import sale_order
from . import ops_visit
from . import card
