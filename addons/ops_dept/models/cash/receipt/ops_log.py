from odoo import fields, models


class OpsLog(models.Model):
    """What happens to a confirmed receipt when the books change stands in the log (W5.C)."""

    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[
            ("reversed", "Reversed"),
            ("loosened", "Changed in the books"),
            ("accepted", "Confirmed as the books stand"),
        ],
        ondelete={"reversed": "cascade", "loosened": "cascade", "accepted": "cascade"},
    )
