"""The contract: content, gate, goods and paper (W3.C, W3.D, M7.6)."""

from . import ops_contract
from . import frozen
from . import state
from . import door
from . import gate
from . import delivery
from . import paper
from . import goods
from . import card
from . import next_step
