"""Cheques and bills on other pages: the customer, the settings, the first page, the self-check (R12)."""

from . import res_partner
from . import res_config_settings
from . import ops_obligation
from . import ops_home
from . import ops_selfcheck
