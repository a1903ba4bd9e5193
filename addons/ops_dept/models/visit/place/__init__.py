"""Where somebody was when he tapped: only then asked for, agreed to by himself, gone after some days."""

from . import res_company
from . import res_users_settings
from . import ops_visit_place
from . import ops_customer
from . import ops_placed
from . import shown
from . import tap
from . import ops_home
