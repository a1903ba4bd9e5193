"""The agenda of a meeting, built from facts: nobody writes a report about the week (W1.E, W1.B, H4)."""

from . import ops_meeting
from . import plans
from . import screen
from . import visits
from . import duties
from . import decided
