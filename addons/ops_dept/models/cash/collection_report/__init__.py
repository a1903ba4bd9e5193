"""The collection report of a month as a kind of work report (M1.7)."""

from . import ops_work_report
from . import ops_work_report_debt
from . import case
from . import ops_obligation
