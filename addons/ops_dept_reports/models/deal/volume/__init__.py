"""The paper of a contract volume: its cover and its catalogue (R15)."""

from . import ops_contract_volume
