"""What is done late: why, and whether the manager accepts the reason."""

from . import ops_clause_limit
from . import ops_obligation
from . import decide
