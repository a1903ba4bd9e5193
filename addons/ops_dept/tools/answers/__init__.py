"""Answers that every write of core's documents asks for, kept where asking again is one call.

A look into `ormcache` takes seven: with the rulebook off, asking whether it is on would cost more than all
that we do then.
"""

from .by_class import kept_by_class
from .by_transaction import forget_answers, kept_in_transaction
