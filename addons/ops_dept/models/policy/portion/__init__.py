"""Compensation is made good in portions: month and amount, the rest carried (R6, R8, M1.7)."""

from . import ops_penalty_portion
from . import settle
from . import cap
