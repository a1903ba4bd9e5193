from odoo import fields, models


class OpsLog(models.Model):
    """That a bid was quoted, won or lost stands in the log (W2.A)."""

    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[("quoted", "Quoted"), ("won", "Won"), ("lost", "Lost")],
        ondelete={"quoted": "cascade", "won": "cascade", "lost": "cascade"},
    )
