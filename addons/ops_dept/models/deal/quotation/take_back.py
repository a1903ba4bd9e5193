from odoo import models


class SaleOrder(models.Model):
    """Until when an approved quotation may be taken back: nobody outside has it, nothing was made of it."""

    _inherit = "sale.order"

    def _ops_take_back_blockers(self):
        if self.ops_approval_state != "approved":
            return super()._ops_take_back_blockers()
        _ = self.env._
        # sudo: what was made of the quotation holds for everybody
        order_sudo = self.sudo()
        blockers = []
        if order_sudo.state != "draft" or order_sudo._ops_was_shown():
            blockers.append(_("the quotation was printed, sent or confirmed"))
        if order_sudo._ops_has_live_contract():
            blockers.append(_("it has its contract %s", order_sudo.ops_contract_id.display_name))
        if order_sudo.ops_bid_id.state == "quoted":
            blockers.append(_("its bid counts as quoted"))
        return blockers

    def _prepare_take_back_vals(self):
        return {**super()._prepare_take_back_vals(), "ops_approved_snapshot": False}
