"""Deviations from what was approved, and who confirms them (W3.C)."""

from . import ops_contract_deviation
from . import confirm
from . import follow
from . import refuse
from . import deputy
from . import effect
from . import contract
from . import sale_order
from . import sentences
