"""The handbook: editions of the rulebook as it is in force, and who has read his clauses (G1, M7.1, M7.2)."""

from . import ops_handbook
from . import ops_handbook_ack
from . import asked
from . import ir_attachment
from . import res_users
from . import ops_home
from . import my_team
