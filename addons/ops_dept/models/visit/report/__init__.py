"""The report of a visit: two minutes afterwards; what follows from it is one tap each (V3–V5, N2, W1.D)."""

from . import ops_visit_objection
from . import ops_customer_fact
from . import ops_visit
from . import report
from . import material
from . import duty
from . import following
from . import booking
from . import helpdesk_ticket
from . import review
from . import traced
