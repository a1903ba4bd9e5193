from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_lead import MISSED


class OpsBid(models.Model):
    """A bid that was entered and never reported may be a missed order, too (R2)."""

    _inherit = "ops.bid"

    _reasons = {"miss": MISSED}

    can_miss = fields.Boolean("May be a missed order", compute="_compute_can_miss")

    @api.depends("state", "date_reported", "lead_id", "user_id")
    @api.depends_context("uid")
    def _compute_can_miss(self):
        """Whether one is noted is told by it: to those alone who may note one."""
        self.can_miss = False
        missing = self.filtered(lambda bid: bid._may_be_missed())
        # sudo: whether it was noted, whoever may read it
        violations_sudo = self.env["ops.violation"].sudo()
        bids = violations_sudo._get_missed("bid_id", missing._origin.ids)
        leads = violations_sudo._get_missed("lead_id", missing.lead_id.ids)
        for bid in missing:
            bid.can_miss = bid._origin.id not in bids and bid.lead_id.id not in leads

    def _may_be_missed(self):
        """Tell whether the user may note this as a missed order, were it none yet."""
        self.ensure_one()
        lead_sudo = self.sudo().lead_id  # sudo: whose the opportunity is, whoever may read it
        salesperson = self.env["res.users"].browse((lead_sudo or self).user_id.id)
        return (
            bool(self.id)
            and self._ops_is_on()
            and not self.date_reported
            and self.state in ("draft", "cancel")
            and self.env["ops.violation"]._may_note_missed(salesperson, self.company_id)
        )

    def action_open_miss(self):
        """Ask why the order was missed, and about how much was lost."""
        self.ensure_one()
        action = self._ask_reason("miss")
        action["context"]["default_estimated_amount"] = self.estimated_amount
        return action

    def action_ops_miss(self, cause, amount):
        """Note that this inquiry was lost and never reported; its opportunity is noted with it, once.

        Clause: R2
        """
        self.ensure_one()
        self.check_access("read")
        cause = self._take_reason("miss", cause)
        if self.date_reported:
            raise UserError(
                self.env._(
                    "%(bid)s was reported: an order that is lost with a reported bid is no missed one (R2).",
                    bid=self.display_name,
                )
            )
        if self.lead_id:
            return self.lead_id.action_ops_miss(cause, amount)
        self.env["ops.violation"]._note_missed_order(
            self, self.company_id, self.user_id, cause, amount, bid_id=self.id
        )
        return True
