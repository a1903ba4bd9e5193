"""Problems as a kind of work report: departments asked, solved, a major one to the leader (H8)."""

from . import ops_work_report
from . import departments
from . import ops_question
from . import ops_home
