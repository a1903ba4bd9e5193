"""Notices to purchasing: goods that are to be delivered soon (W4.A)."""

from . import ops_delivery_notice
from . import ops_delivery_notice_line
from . import ops_delivery_notice_change
from . import night
from . import res_company
from . import res_config_settings
from . import sale_order
from . import ops_home
