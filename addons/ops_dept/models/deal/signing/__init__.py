"""Signing, entering, ending and replacing a contract (W3.D–W3.F)."""

from . import signatures
from . import sign
from . import scans
from . import enter
from . import late_entry
from . import end
from . import take_back
from . import replace
