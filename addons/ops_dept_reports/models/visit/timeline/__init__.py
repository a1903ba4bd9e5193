"""From a contact, a customer file, a visit to what happened with this customer, in one tap (M5.6)."""

from . import res_partner
from . import ops_customer
from . import ops_visit
