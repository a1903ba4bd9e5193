"""Costs in purchases, expenses and the books."""

from . import purchase_order
from . import purchase_order_line
from . import account_journal
from . import account_move_line
from . import hr_expense
from . import ir_attachment
