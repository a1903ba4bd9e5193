"""Clauses, their limits, the company's switch, and the trace of whoever loosens a rule."""

from . import ops_rule
from . import res_company
from . import ir_default
from . import res_config_settings
from . import ops_clause
from . import in_force
from . import ops_clause_limit
from . import violation_after
from . import ladder
