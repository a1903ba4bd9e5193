"""The paper of a collection report (M1.7)."""

from . import ops_work_report
