from . import custody_sheet
from . import instrument_sheet
from . import reconciliation
