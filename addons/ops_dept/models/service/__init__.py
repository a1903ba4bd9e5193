"""Service, repair, return, exchange: a customer's problem is one case with one visible chain (DESIGN §7)."""

from . import case
from . import analysis
from . import on_site
from . import line
from . import escalation
from . import goods
from . import loan
from . import verdict
from . import maker
from . import credit
from . import rating
from . import needs
from . import satisfaction
from . import portal
from . import complaint
