"""What the people on site must know of a signed contract: told within a working day (M7.6)."""

from . import ops_contract
