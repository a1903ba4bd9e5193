"""What is found out about a customer before and between visits, on his file and on the lead (N1.2–N1.5)."""

from . import ops_research
from . import ops_customer_fact
from . import ops_customer
from . import door
from . import crm_lead
from . import hand_over
from . import lead_view
