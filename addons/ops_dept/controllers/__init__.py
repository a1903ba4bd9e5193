from . import portal
from . import portal_case
from . import portal_purchase
from . import portal_statement
