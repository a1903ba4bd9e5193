from . import ops_case_told
from . import ops_case_escalate
