"""The outbound slip (W4.C)."""

from . import ops_release
from . import ops_release_line
from . import ops_release_sheet
