"""The plan of a week on paper: day by day, with what is to be reached (W1.A, H6)."""

from . import ops_work_plan
