"""Who may know what goods cost us."""

from . import res_users
from . import ops_cost_secret
from . import ir_ui_view
from . import sale_margin
