from odoo import fields, models


class OpsDunningLine(models.Model):
    """An invoice that a dunning letter demands, as it stood on the day of the letter (W5.A).

    Nobody writes one: the letter takes them out of the books.
    """

    _name = "ops.dunning.line"
    _inherit = ["ops.document.line"]
    _description = "Item of a dunning letter"
    _order = "date_due, id"
    _document_field = "dunning_id"
    _ops_clause = "W5.A"

    dunning_id = fields.Many2one(
        "ops.dunning", required=True, readonly=True, copy=False, index=True, ondelete="cascade", stamp=True
    )
    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    reference = fields.Char("Invoice number", readonly=True, copy=False, stamp=True)
    date_invoice = fields.Date("Invoice date", readonly=True, copy=False, stamp=True)
    date_due = fields.Date("Due on", readonly=True, copy=False, stamp=True)
    days_late = fields.Integer("Days late", readonly=True, copy=False, stamp=True, aggregator=None)
    currency_id = fields.Many2one("res.currency", readonly=True, copy=False, stamp=True)
    amount = fields.Monetary("Still to pay", readonly=True, copy=False, stamp=True, help="With tax.")
