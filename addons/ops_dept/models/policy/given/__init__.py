"""Guidance and assigned work (H3): a head gives it to his people, and sees what became of it."""

from . import people
from . import hr_employee
from . import mail_activity
from . import reading
from . import finish
from . import res_users
from . import ops_home
