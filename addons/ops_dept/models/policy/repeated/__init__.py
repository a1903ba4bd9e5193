"""Repeated duties: opened each period for whoever owes them, closed at their due moment."""

from . import ops_clause
from . import ops_clause_limit
from . import ops_clause_period
from . import ops_obligation
from . import holders
from . import opened
from . import missed
from . import res_users
