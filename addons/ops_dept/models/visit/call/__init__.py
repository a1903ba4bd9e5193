"""Calls: a list from a segment, for each three taps and the main points; who calls in (P1–P4, P3.5)."""

from . import ops_visit
from . import close
from . import caller
from . import plan
from . import res_company
