from . import custody_sheet
