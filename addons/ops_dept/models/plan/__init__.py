from . import target
from . import proposal
from . import work_report
from . import trip
from . import work_plan
from . import meeting
