"""Cheques and bills elsewhere: the customer, settings, first page, self-check, the entries (R12)."""

from . import account_move
from . import res_partner
from . import res_config_settings
from . import ops_obligation
from . import ops_home
from . import ops_selfcheck
from . import ops_release
