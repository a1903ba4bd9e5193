"""The hand-over sheet of cheques and bills: what went to finance, signed by both (R12)."""

from . import ops_instrument_sheet
from . import ops_instrument
