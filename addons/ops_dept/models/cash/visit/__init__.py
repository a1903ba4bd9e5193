"""What is owed by the customer stands on the card before the door (P1.2)."""

from . import ops_visit
