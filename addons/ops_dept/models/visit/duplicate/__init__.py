"""A new customer or lead is compared with those that exist, before there are two of one (V2.1, N1.2)."""

from . import ops_duplicate
from . import res_partner
from . import crm_lead
from . import take_over
from . import ops_customer
