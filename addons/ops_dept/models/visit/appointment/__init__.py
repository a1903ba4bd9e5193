"""The appointment of a visit: who confirmed it, its event in the calendar, which moves both ways (V1.5)."""

from . import ops_visit
from . import event
from . import calendar_event
