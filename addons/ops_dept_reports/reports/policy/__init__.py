"""Papers of the rulebook itself."""

from . import handbook
from . import month_paper
