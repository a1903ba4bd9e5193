"""What nobody deletes, and what nobody writes by hand."""

from . import ops_kept
from . import ops_unwritten
