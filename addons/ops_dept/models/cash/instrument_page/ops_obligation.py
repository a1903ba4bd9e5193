from odoo import api, models

from ..instrument.ops_instrument import CODE


class OpsObligation(models.Model):
    """A cheque or bill is handed to finance on the day it came: a duty that its signatures meet (R12)."""

    _inherit = "ops.obligation"

    _meetable_rows = ((440, "_get_instrument_codes"),)

    @api.model
    def _get_instrument_codes(self):
        return frozenset({CODE})
