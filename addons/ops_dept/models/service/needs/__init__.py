"""The log of what customers need: from visits, calls and cases, and what is noted by hand (M1.5, V3.5)."""

from . import ops_customer_fact
from . import ops_customer
from . import helpdesk_ticket
