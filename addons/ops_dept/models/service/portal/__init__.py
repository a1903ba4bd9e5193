"""The customer's side of a case: he opens it, follows it, answers, and says whether it is solved (V5.2)."""

from . import helpdesk_ticket
from . import closed_fields
from . import heard
from . import chain
from . import goods
from . import number
from . import ir_http
