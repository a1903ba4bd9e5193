"""Meetings: the weekly one of each team, study, training, talks between two (W1.B, H4, M4, F0.2)."""

from . import ops_meeting
from . import kinds
from . import hold
from . import move
from . import weekly
from . import ops_meeting_attendance
from . import ops_meeting_topic
from . import ops_obligation
from . import res_company
from . import ops_home
