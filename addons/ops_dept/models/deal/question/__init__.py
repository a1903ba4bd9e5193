"""Questions about a quotation, and what technical and purchasing answer (W2.C, W2.D)."""

from . import ops_help_request
from . import answer
from . import ask
from . import next_step
from . import sale_order
