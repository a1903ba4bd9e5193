"""Obligations: who owes what by when, and who is told."""

from . import ops_accountable
from . import ops_obligation
from . import access
from . import ledger
from . import waive
from . import moved
from . import overdue
from . import violated
from . import digest
from . import res_company
from . import res_users
