"""Cheques, drafts and acceptance bills: from the customer's hand to the money, or back to him (R12)."""

from . import ops_instrument
from . import res_company
from . import register
from . import receipt_link
from . import hand_over
from . import use
from . import entry
from . import end
from . import night
from . import ops_custody
from . import ops_receipt
