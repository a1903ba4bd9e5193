"""What the money brings to the meeting: who owes us, by the person who sold it."""

from . import ops_meeting
