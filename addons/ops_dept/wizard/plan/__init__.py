from . import ops_meeting_move
from . import ops_trip_change
