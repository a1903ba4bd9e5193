from . import ops_printed
from . import ir_actions_report
from . import res_company
from . import res_currency
from . import res_partner
from . import sale_order
