"""The contract originals of a team's month, numbered and bound into a volume (R15)."""

from . import ops_contract_volume
from . import ops_contract_volume_line
from . import listed
from . import bind
from . import ops_contract
from . import ops_obligation
from . import ops_home
