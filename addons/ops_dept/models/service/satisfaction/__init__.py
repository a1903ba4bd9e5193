"""How satisfied and loyal a customer is: one number, its parts beside it (M1.5)."""

from . import res_company
from . import res_config_settings
from . import parts
from . import ops_customer
from . import res_partner
from . import ops_visit
