"""The tiers: who decides, which of them a request opens, and what is refused when they were taken away."""

from . import tier_definition
from . import ops_gated
