from . import ops_visit_times
from . import ops_visit_cancel
