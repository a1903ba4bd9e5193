"""Named advisers on a bid, and engineering consultations without a tender (M3.6)."""

from . import ops_question
from . import ops_bid
from . import consultation
