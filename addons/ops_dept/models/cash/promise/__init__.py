"""What a customer promised to pay by a day; the receipts say whether he kept it (W5.A)."""

from . import ops_promise
from . import settle
from . import ops_receipt
from . import ops_visit
from . import ops_home
