"""A proposal that somebody answers: a suggestion here; later kinds add what its approval does (M7.4)."""

from . import kinds
from . import ops_proposal
from . import duty
from . import tier_review
