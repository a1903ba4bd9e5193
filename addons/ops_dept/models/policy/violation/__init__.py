"""Violations: a clause was not kept, a fact with its evidence (M7.7, V1.4, every missed duty)."""

from . import ops_violation
from . import evidence
from . import report
from . import moves
from . import ops_obligation
from . import ops_log
from . import ops_home
