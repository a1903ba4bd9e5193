"""The page of a deal and its cards on the first page."""

from . import ops_deal
from . import steps
from . import sale_order
from . import next_step
from . import offers
from . import ops_home
from . import home_sales
from . import home_contract
from . import home_line
from . import res_config_settings
