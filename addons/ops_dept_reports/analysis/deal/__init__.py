"""Quotations, orders and contracts in the timeline of their customer."""

from . import ops_timeline
