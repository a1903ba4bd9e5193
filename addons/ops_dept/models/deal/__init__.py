from . import crm_team
from . import product_template
from . import res_partner
