"""A visit to a customer, or a call: planned, gone to, reported, read by the head (V1, V2, V4)."""

from . import ops_visit_choice
from . import ops_visit
from . import times
from . import departure
from . import under_way
from . import late
from . import end
from . import shown
from . import res_company
from . import ops_home
from . import crm_lead
