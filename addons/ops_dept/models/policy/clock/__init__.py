"""Working time: deadlines and lateness in the company's calendar."""

from . import resource_calendar
