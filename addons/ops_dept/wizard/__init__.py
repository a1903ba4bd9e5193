from . import ops_decision
from . import ops_obligation_waive
from . import ops_contract_deviation_confirm
from . import ops_contract_end
