"""What a meeting decides: work of a person until a day, on the next agenda until done (W1.B, W1.F, M7.10)."""

from . import ops_meeting_decision
from . import ops_meeting
from . import mail_activity
