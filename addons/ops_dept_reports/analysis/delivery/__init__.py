"""Releases and deliveries in the timeline of their customer."""

from . import ops_timeline
