from . import ops_case_told
