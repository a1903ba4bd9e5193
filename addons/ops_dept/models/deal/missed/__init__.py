"""Missed orders: an opportunity found lost that nobody had reported as a bid (R2)."""

from . import ops_violation
from . import crm_lead
from . import ops_bid
