"""What follows the decision of a case: notice, settlement, appeal (R16)."""

from . import notice
from . import settlement
from . import appeal
from . import buttons
