"""The custody sheet: who holds which originals, with the signatures of both sides (R9)."""

from . import ops_custody_sheet
from . import ops_custody
