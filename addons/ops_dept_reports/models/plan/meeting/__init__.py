"""The papers of a meeting: the pack beforehand, the minutes afterwards (W1.E, H4)."""

from . import ops_meeting
