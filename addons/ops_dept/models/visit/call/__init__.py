"""Calls: a list from a segment, three taps for each; whoever calls in is found by his number (P1–P4)."""

from . import ops_visit
from . import close
from . import caller
from . import plan
from . import res_company
