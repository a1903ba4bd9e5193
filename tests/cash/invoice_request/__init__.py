"""Invoice requests, their amounts, and the invoices made of them."""

from . import test_hand_over
