"""What was offered at a visit, in the order it was offered (N2.4, P2.6)."""

from . import ops_visit_offer
