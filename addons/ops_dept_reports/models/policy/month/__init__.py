"""The papers of a month: the cases that moved in it, and who kept all clauses."""

from . import ops_month_paper
from . import sheet
from . import clean
