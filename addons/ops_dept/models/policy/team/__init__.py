"""Sales teams and their posts."""

from . import crm_team
from . import crm_team_member
