from odoo import models


class OpsRecord(models.AbstractModel):
    """Whoever reads a record of the rulebook may ask somebody about it."""

    _inherit = "ops.record"

    _ops_is_askable = True
