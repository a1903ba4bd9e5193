"""Absence: who is away, and who acts for him meanwhile."""

from . import ops_absence
from . import answers
from . import checks
from . import reading
from . import res_users
