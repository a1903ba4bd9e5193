from odoo import fields, models


class OpsDeliveryNoticeChange(models.Model):
    """A day that purchasing promised: who, when, from which day to which, why (W4.A)."""

    _name = "ops.delivery.notice.change"
    _inherit = ["ops.document.line"]
    _description = "Promise on a delivery notice"
    _order = "id desc"
    _document_field = "notice_id"
    _lines_field = "change_ids"
    _ops_clause = "W4.A"

    notice_id = fields.Many2one("ops.delivery.notice", required=True, index=True, ondelete="cascade")
    line_id = fields.Many2one("ops.delivery.notice.line", required=True, index=True, ondelete="cascade")
    product_id = fields.Many2one(related="line_id.product_id")
    date_old = fields.Date("Before")
    date_new = fields.Date("Promised for", required=True)
    reason = fields.Char()
    user_id = fields.Many2one("res.users", "By", required=True, ondelete="restrict")
