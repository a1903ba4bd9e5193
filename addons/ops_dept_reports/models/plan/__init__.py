from . import meeting
from . import work_plan
