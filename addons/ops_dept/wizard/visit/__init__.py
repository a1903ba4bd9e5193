from . import ops_visit_times
from . import ops_visit_cancel
from . import ops_visit_call_plan
