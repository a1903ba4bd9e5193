"""What deals bring to the meeting: tenders that close soon (W2.A)."""

from . import ops_meeting
