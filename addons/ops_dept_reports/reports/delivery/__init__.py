from . import release_slip
from . import shipping_sheet
