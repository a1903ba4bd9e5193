"""What a company decides about clauses: its own ones, roles in addition, consequences, what is reported."""

from . import own_clause
from . import ops_clause_role
from . import ops_clause_item
from . import owed_by
from . import consequence
