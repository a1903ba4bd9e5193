"""A note that the phone keeps until the server has it; sent twice, it is one (issue "Connection lost")."""

from . import ops_visit
