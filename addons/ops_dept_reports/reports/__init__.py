from . import ops_quotation
