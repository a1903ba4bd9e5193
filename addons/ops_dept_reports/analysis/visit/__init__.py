"""What visits and calls led to, and all that happened with a customer."""

from . import ops_visit_analysis
from . import rows
from . import timeline
