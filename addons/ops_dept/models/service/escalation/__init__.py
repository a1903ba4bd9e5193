"""What cannot be solved on site goes up: salesman, manager, general manager, each with his time (R14)."""

from . import ops_question
from . import helpdesk_ticket
from . import chain
from . import waiting
