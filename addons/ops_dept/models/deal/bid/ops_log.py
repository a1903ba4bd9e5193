from odoo import fields, models


class OpsLog(models.Model):
    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[("quoted", "Quoted"), ("won", "Won"), ("lost", "Lost")],
        ondelete={"quoted": "cascade", "won": "cascade", "lost": "cascade"},
    )
