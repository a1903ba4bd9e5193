"""Inquiries and tenders: participation, result, quotations (W2.A)."""

from . import ops_bid
from . import frozen
from . import ops_bid_line
from . import flow
from . import outcome
from . import quotation
from . import view
from . import sale_order
from . import crm_lead
from . import res_company
from . import ops_log
