from odoo import models

from ..custody.ops_custody import IN_HAND


class OpsCustody(models.Model):
    """A cheque, draft or bill for which finance signed is handed to finance (R12)."""

    _inherit = "ops.custody"

    def _take_in(self, taker, **vals):
        moves_sudo = super()._take_in(taker, **vals)
        self.env["ops.instrument"]._follow_originals(moves_sudo.custody_id, taker)
        return moves_sudo

    def _bring_to(self, place):
        """Note of originals in the holder's hand where they are now: at a bank, with a vendor."""
        for original in self.filtered(lambda each: each.state in IN_HAND):
            original._stamp({"state": "archived", "place": place, "shelf": False})

    def _bring_back(self):
        """What was out is in its holder's hand again."""
        self.filtered(lambda each: each.state == "archived")._stamp({"state": "held", "place": False})
