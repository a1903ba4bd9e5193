"""The self-check page: what is not set up, or does not run, before people meet it."""

from . import ops_selfcheck
from . import ops_selfcheck_line
from . import people
from . import rules
from . import settlement
from . import machine
from . import res_company
from . import ops_home
