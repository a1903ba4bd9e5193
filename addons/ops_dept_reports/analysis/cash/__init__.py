"""Invoices, credit notes and receipts in the timeline of their customer."""

from . import ops_timeline
