"""What every paper stands on: company, parties, money, goods, the PDF engine, the count of prints."""

from . import ops_printed
from . import ops_mailed
from . import ir_actions_report
from . import ops_selfcheck
from . import product_product
from . import res_company
from . import res_currency
from . import res_partner
