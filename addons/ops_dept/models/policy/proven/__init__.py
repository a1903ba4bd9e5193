"""A company's own clause as a repeated duty: opened each period, proven by a note and a file."""

from . import ops_clause
from . import own_limit
from . import ops_obligation
from . import prove
from . import ir_attachment
