"""What is handed in and filed: the annual summary (M7.4); `plan/problem` and later rooms have kinds, too.

A kind has methods of its own, called with all reports of it: `_check_hand_in_<kind>`, `_do_hand_in_<kind>`,
`_do_file_<kind>`; it says in `_kinds` who files it, and in `_ops_<kind>_facts` with what it is prefilled.
"""

from . import kinds
from . import ops_work_report
from . import ops_work_report_fact
from . import ops_work_report_suggestion
from . import hand_in
from . import facts
from . import annual
from . import ops_proposal
from . import ops_obligation
from . import ops_home
