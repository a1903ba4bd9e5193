from . import ops_log
from . import res_company
