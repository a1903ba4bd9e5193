"""What a meeting decides: work of a person until a day, on the next agenda until it is done (W1.B, W1.F)."""

from . import ops_meeting_decision
from . import ops_meeting
from . import mail_activity
