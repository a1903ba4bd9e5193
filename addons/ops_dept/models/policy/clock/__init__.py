"""Working time: deadlines and lateness in the company's calendar, with its holidays and make-up days."""

from . import resource_calendar
from . import ops_calendar_day
from . import makeup
from . import shipped_days
from . import resource_calendar_leaves
