"""Each half-year the salesman checks the accounts with each customer (R13)."""

from . import res_company
from . import res_config_settings
from . import ops_reconciliation
from . import ops_reconciliation_difference
from . import steps
from . import batch
from . import night
from . import statement
from . import res_partner
from . import ops_home
