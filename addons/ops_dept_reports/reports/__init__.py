from . import ops_contract, ops_quotation, ops_release_slip
