from . import ops_meeting_move
