from odoo import fields, models


class OpsLog(models.Model):
    """Finance's documented exceptions, and services counted as done, stand in the log (W6.A, W6.C)."""

    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[("exception", "Posted as an exception"), ("counted", "Counted as done")],
        ondelete={"exception": "cascade", "counted": "cascade"},
    )
