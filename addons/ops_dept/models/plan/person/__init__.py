"""Records of a person in this room: whose they are, his team and who stands above him."""

from . import ops_personal
