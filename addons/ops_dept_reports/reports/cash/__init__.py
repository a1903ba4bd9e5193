from . import custody_sheet
from . import reconciliation
