"""The customer file: what a company knows of a customer, and how fresh that is (V2.1, R1, M1.5)."""

from . import door
from . import res_company
from . import res_config_settings
from . import ops_customer
from . import ops_customer_situation
from . import situation
from . import duty
from . import res_partner
from . import partner_view
from . import base_partner_merge
from . import ops_home
