"""The request for an invoice: amounts, gate, issue, handing over (W6.A–W6.D)."""

from . import ops_invoice_request
from . import frozen
from . import ops_invoice_request_line
from . import amount
from . import open_parts
from . import check
from . import gate
from . import issue
from . import hand_over
from . import owed
