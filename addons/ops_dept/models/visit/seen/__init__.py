"""Customers whom nobody has visited for long: when they were last seen, by whom, and what is planned."""

from . import ops_customer
from . import unseen
from . import plan
