"""The paper of an annual summary (M7.4)."""

from . import ops_work_report
