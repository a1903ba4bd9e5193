"""The release: what may leave, and how much of it is left (W4.C, R10)."""

from . import ops_release
from . import moves
from . import slip
from . import ops_release_line
from . import line_stock
from . import line_arrived
from . import shipped
from . import take_back
from . import ops_contract
from . import res_company
from . import res_config_settings
