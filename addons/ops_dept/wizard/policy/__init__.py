from . import ops_reason
