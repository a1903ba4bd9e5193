"""The dunning letter on paper and by mail (W5.A)."""

from . import ops_dunning
from . import mail
