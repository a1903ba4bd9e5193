"""Receipts of the day: support looks at them each working day (R11); the page is `wizard/cash/`."""

from . import ops_obligation
