"""What could be delivered today, and at what price, stands on the card before the door (P1.2)."""

from . import ops_visit
