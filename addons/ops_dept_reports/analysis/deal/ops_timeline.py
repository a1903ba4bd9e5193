from odoo import models
from odoo.tools import LazyTranslate

from ..visit.timeline.source import Source

_lt = LazyTranslate(__name__)


class OpsTimeline(models.Model):
    """Quotations, orders and contracts in the timeline of their customer."""

    _inherit = "ops.timeline"

    _sources = (
        Source(
            20,
            "quotation",
            _lt("Quotation"),
            "before",
            "fa-file-text-o",
            "sale.order",
            domain=(("state", "!=", "sale"),),
            date=("date_order",),
            title=("client_order_ref",),
            amount="amount_total",
        ),
        Source(
            21,
            "order",
            _lt("Order"),
            "during",
            "fa-shopping-cart",
            "sale.order",
            domain=(("state", "=", "sale"),),
            date=("date_order",),
            title=("client_order_ref",),
            amount="amount_total",
        ),
        Source(
            30,
            "contract",
            _lt("Contract"),
            "during",
            "fa-pencil-square-o",
            "ops.contract",
            domain=(("state", "!=", "cancel"),),
            date=("date_signed", "date_basis", "create_date"),
            title=("basis_note",),
            amount="amount_total",
        ),
    )
