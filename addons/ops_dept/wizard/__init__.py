from . import ops_decision
