"""Business trips: approved, on the way, reported day by day, closed (M7.5)."""

from . import ops_trip
from . import days
from . import duty
from . import ops_obligation
from . import under_way
from . import change
from . import ops_work_report
from . import place
from . import ops_home
