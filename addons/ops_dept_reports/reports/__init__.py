from . import ops_contract, ops_quotation
