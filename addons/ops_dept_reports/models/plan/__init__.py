from . import meeting
from . import work_plan
from . import work_report
from . import trip
