"""Units that a customer has on loan while his case runs: a transfer with a date of return (W8.A)."""

from . import stock_location
from . import stock_warehouse
from . import stock_move
from . import ops_ticket_loan
from . import steps
from . import helpdesk_ticket
