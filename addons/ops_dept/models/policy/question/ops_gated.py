from odoo import models


class OpsGated(models.AbstractModel):
    """Whoever reads a document behind a gate, a core one too, may ask somebody about it."""

    _inherit = "ops.gated"

    _ops_is_askable = True
