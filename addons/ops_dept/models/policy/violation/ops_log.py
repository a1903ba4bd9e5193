from odoo import fields, models


class OpsLog(models.Model):
    """That a violation was noted or dismissed stands in the log (R16)."""

    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[("noted", "Noted"), ("dismissed", "Dismissed")],
        ondelete={"noted": "cascade", "dismissed": "cascade"},
    )
