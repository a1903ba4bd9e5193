"""The approval: who decides, the request, the decision, and what stays of it."""

from . import ops_gated
from . import engine
from . import request
from . import people
from . import decision
from . import tell
from . import pass_gate
from . import take_back
from . import ir_actions_report
from . import base_partner_merge
