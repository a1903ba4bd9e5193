"""While somebody outside is awaited, what is owed and asked about a document stands still (R14)."""

from . import ops_accountable
from . import ops_obligation
from . import ops_question
