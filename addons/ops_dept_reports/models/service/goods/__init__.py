"""What goes along with goods: the receipt for the customer, the letter to the maker (W8.D, W8.E, W9.E)."""

from . import helpdesk_ticket
