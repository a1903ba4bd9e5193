from odoo import fields, models


class OpsLog(models.Model):
    _inherit = "ops.log"

    event = fields.Selection(selection_add=[("reversed", "Reversed")], ondelete={"reversed": "cascade"})
