"""What visits and calls led to."""

from . import ops_visit_analysis
from . import rows
