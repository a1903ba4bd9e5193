"""What was due in a month and what of it was collected (H2, M1.7)."""

from . import ops_collection
from . import ops_home
