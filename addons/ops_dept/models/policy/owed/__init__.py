"""What documents owe is opened each night, where their moves wait for no ledger."""

from . import ops_accountable
from . import ops_obligation
