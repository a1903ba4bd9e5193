"""Cases: what follows from violations, from the proposal to the decision (R16)."""

from . import ops_penalty
from . import ops_penalty_line
from . import proposal
from . import amount
from . import hearing
from . import decision
from . import joint
from . import ops_violation
from . import ops_obligation
from . import ops_log
from . import ops_home
