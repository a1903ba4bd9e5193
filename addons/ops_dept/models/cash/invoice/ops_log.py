from odoo import fields, models


class OpsLog(models.Model):
    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[("exception", "Posted as an exception"), ("counted", "Counted as done")],
        ondelete={"exception": "cascade", "counted": "cascade"},
    )
