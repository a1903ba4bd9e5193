"""Every original has one holder, and a chain of signed moves says how it came to him (R9)."""

from . import ops_custody
from . import ops_custody_move
from . import register
from . import chain
from . import hand_over
from . import keep
from . import limit
from . import night
from . import ops_obligation
from . import ops_home
