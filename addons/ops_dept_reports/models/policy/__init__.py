"""Papers of the rulebook itself."""

from . import handbook
from . import penalty
from . import month
