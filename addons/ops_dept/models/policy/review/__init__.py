"""Reviews: one step of an approval each, and the inbox of who decides."""

from . import tier_review
from . import inbox
from . import names
from . import batch
from . import people
from . import deputy
from . import next_level
from . import time_limit
from . import decided
from . import comment_wizard
