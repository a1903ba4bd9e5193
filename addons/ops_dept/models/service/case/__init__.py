"""The case: a helpdesk ticket behind the manager's confirmation, and its steps (W7, W8.A, W9.A, V5.2)."""

from . import helpdesk_ticket
from . import people
from . import door
from . import request
from . import technical
from . import told
from . import end
from . import waiting
from . import stage
from . import view
from . import ops_home
