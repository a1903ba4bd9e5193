"""How complete a customer's file is, what is missing, and what must be known before the first visit."""

from . import ops_customer_item
from . import known
from . import ops_customer
from . import minimum
