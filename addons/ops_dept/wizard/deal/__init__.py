from . import ops_help_ask
from . import ops_help_answer
from . import ops_contract_void
from . import ops_bid_result
from . import ops_missed_order
from . import ops_bid_invite
