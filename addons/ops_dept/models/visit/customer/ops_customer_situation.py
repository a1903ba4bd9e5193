from odoo import fields, models


class OpsCustomerSituation(models.Model):
    """What a customer produced and planned on a day, as somebody learnt it; nobody changes it later (R1)."""

    _name = "ops.customer.situation"
    _inherit = ["ops.document.line"]
    _description = "Situation of a customer"
    _order = "date desc, id desc"
    _document_field = "customer_id"
    _lines_field = "situation_ids"
    _ops_clause = "R1"

    customer_id = fields.Many2one("ops.customer", required=True, readonly=True, ondelete="cascade")
    text = fields.Text("Situation", required=True, readonly=True)
    is_unchanged = fields.Boolean("Unchanged", readonly=True)
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")

    _newest_idx = models.Index("(customer_id, date DESC, id DESC)")
