"""Talks between two people: one-to-one, of which nobody else knows (M4.3), and with the store head (F0.2)."""

from . import ops_meeting_step
from . import ops_meeting
from . import mail_activity
from . import contact
from . import ops_home
