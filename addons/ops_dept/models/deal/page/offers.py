from odoo import api, fields, models

from ..contract.ops_contract import ENDED
from ..quotation.states import QUOTED

# Who sells, supports and manages: the others read a customer's quotation and answer about it.
SELLERS = "sales_team.group_sale_salesman"


class SaleOrder(models.Model):
    """What the form and the card of a quotation offer its reader, and what they say comes next."""

    _inherit = "sale.order"

    ops_may_write = fields.Boolean("May be changed by the user", compute="_compute_ops_may_write")
    ops_card_next = fields.Char("Next", compute="_compute_ops_card_next")

    @api.depends_context("uid")
    @api.depends("company_id", "user_id", "team_id")
    def _compute_ops_may_write(self):
        """Core's own buttons are offered to whoever may use them; where the rulebook is off, to everybody."""
        sells = self.env.user.has_group(SELLERS)
        for order in self:
            order.ops_may_write = not order._ops_is_on() or bool(sells and order.has_access("write"))

    @api.depends_context("uid", "lang")
    @api.depends("state", "ops_approval_state", "ops_contract_id")
    def _compute_ops_card_next(self):
        """Say on a quotation's card who does what next, also after it was printed or got its contract."""
        gated = self._ops_filter_gated()
        for order in self:
            is_open = order.state in QUOTED and order in gated
            # sudo: who acts next is told to everybody who reads the quotation
            order.ops_card_next = order.sudo()._ops_card_step() if is_open else False

    def _ops_card_step(self):
        self.ensure_one()
        _ = self.env._
        contract = self.ops_contract_id._get_governing_contract()
        if contract and contract.state not in ENDED:
            return contract._get_card_step()
        if self.ops_approval_state == "submitted":
            return _("With %s", self.ops_waiting_for)
        if self.ops_approval_state == "approved":
            if self._ops_was_shown():
                return _("Sent: issue the contract, or record the order by telephone")
            return _("Approved: print or send it")
        if self.ops_approval_state == "refused":
            return _("Refused: correct it and submit it again")
        return _("Submit it for approval")

    def _ops_was_shown(self):
        """Tell whether the customer has the quotation."""
        return self.state == "sent"
