"""The register of numbers, and how rounds of a negotiation are kept (M7.3)."""

from . import register
from . import migrate
from . import ops_contract_round
from . import res_company
