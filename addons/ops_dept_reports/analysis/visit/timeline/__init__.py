"""What happened with a customer, from the first inquiry to the last ticket, in one list (M5.6)."""

from . import ops_timeline
from . import rights
from . import document
from . import visits
