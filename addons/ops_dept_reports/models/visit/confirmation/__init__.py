"""What was booked in a talk is confirmed on paper, mailed and filed (P4.2, P4.3)."""

from . import paper
from . import send
