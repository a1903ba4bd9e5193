"""The first page."""

from . import ops_home
from . import ops_obligation
from . import card
from . import duties
from . import late_entries
from . import lists
from . import setup
