"""Papers of the rulebook itself."""

from . import handbook
