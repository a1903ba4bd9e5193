"""What a confirmed plan holds: made anew with a reason, its visits not taken out (W1.B, W1.C)."""

from . import ops_work_plan
from . import ops_visit
