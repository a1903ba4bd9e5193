"""The visit that technical makes for a case: the work, the parts, the customer's signature (W7.C)."""

from . import ops_visit
