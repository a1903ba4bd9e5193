from odoo import models


class OpsContract(models.Model):
    """Until when an approved contract may be taken back: nobody has signed it."""

    _inherit = "ops.contract"

    def _ops_take_back_blockers(self):
        if self.state != "approved":
            return super()._ops_take_back_blockers()
        _ = self.env._
        blockers = []
        if self.date_signed or self.scan_ids:
            blockers.append(_("it is being signed"))
        if "sale" in self.sudo().order_ids.mapped("state"):  # sudo: whether orders run concerns everybody
            blockers.append(_("its order runs"))
        return blockers
