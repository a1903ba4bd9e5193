from odoo import fields, models


class OpsLog(models.Model):
    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[
            ("reversed", "Reversed"),
            ("loosened", "Changed in the books"),
            ("accepted", "Confirmed as the books stand"),
        ],
        ondelete={"reversed": "cascade", "loosened": "cascade", "accepted": "cascade"},
    )
