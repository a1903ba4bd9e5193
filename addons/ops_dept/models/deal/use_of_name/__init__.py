"""Permission to use contracts or the company's name for other business, and use without it (M7.3)."""

from . import ops_proposal
from . import ops_violation
