"""A complaint that was heard on a visit or call: its case is open until the end of the day (V3.6, V5.2)."""

from . import ops_visit
from . import helpdesk_ticket
