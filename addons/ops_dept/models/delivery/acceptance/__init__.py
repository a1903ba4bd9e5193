"""Installation, commissioning and acceptance at the customer's, signed on the screen (M7.9)."""

from . import ops_acceptance
from . import ops_acceptance_line
from . import ops_acceptance_defect
from . import days
from . import signing
from . import moves
from . import sale_order
from . import ops_release
from . import helpdesk_ticket
from . import ops_home
