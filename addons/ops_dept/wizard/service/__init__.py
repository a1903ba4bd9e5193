from . import ops_case_told
from . import ops_case_escalate
from . import ops_case_verdict
from . import ops_case_maker
from . import ops_case_loan
