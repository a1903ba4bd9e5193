"""Plans in the trading company of the tests: its people, their heads, a calendar."""

from datetime import datetime

from ..visit.visit_case import VisitCase

# Monday, ten in the morning in China.
MONDAY = datetime(2026, 3, 2, 2, 0)


class PlanCase(VisitCase):
    """The consultant with his customers and his manager; everything of a visit is ready."""
