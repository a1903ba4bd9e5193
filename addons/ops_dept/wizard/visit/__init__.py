from . import ops_visit_times
from . import ops_visit_cancel
from . import ops_visit_call_plan
from . import ops_kit_lack
