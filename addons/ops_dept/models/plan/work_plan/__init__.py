"""Plans of a year, a month, a week: visits as their lines, agreed with the head (W1.A, W1.C, H6, V2.2)."""

from . import ops_work_plan
from . import agree
from . import ops_visit
from . import counts
from . import propose
from . import offered
from . import above
from . import case
from . import given
from . import res_company
from . import ops_home
