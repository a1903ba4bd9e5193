from odoo import models
from odoo.tools import LazyTranslate

from odoo.addons.ops_dept.tools.states import DORMANT  # pylint: disable=no-name-in-module

from ..visit.timeline.source import Source

_lt = LazyTranslate(__name__)


class OpsTimeline(models.Model):
    """Invoices and credit notes in the books, and the money that came in."""

    _inherit = "ops.timeline"

    _sources = (
        Source(
            50,
            "invoice",
            _lt("Invoice"),
            "during",
            "fa-file-o",
            "account.move",
            domain=(("move_type", "=", "out_invoice"), ("state", "=", "posted")),
            date=("invoice_date", "date"),
            user="invoice_user_id",
            title=("invoice_origin", "ref"),
            state=("payment_state",),
            amount="amount_total_in_currency_signed",
        ),
        Source(
            51,
            "credit_note",
            _lt("Credit note"),
            "after",
            "fa-undo",
            "account.move",
            domain=(("move_type", "=", "out_refund"), ("state", "=", "posted")),
            date=("invoice_date", "date"),
            user="invoice_user_id",
            title=("ref", "invoice_origin"),
            state=("payment_state",),
            amount="amount_total_in_currency_signed",
        ),
        Source(
            60,
            "receipt",
            _lt("Receipt"),
            "during",
            "fa-jpy",
            "ops.receipt",
            domain=(("state", "not in", DORMANT),),
            date=("date_received",),
            user="salesperson_id",
            title=("payer_reference", "note"),
            amount="amount",
        ),
        Source(
            52,
            "dunning",
            _lt("Dunning letter"),
            "after",
            "fa-envelope-o",
            "ops.dunning",
            domain=(("state", "=", "sent"),),
            date=("date_sent",),
            user="sent_by_id",
            state=("wording",),
            amount="amount",
        ),
    )
