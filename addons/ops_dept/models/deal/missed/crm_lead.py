from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# How it is asked, of an opportunity as of a bid.
MISSED = Reason(
    action="action_ops_miss",
    question=_lt("Why was the order missed?"),
    button=_lt("Note Missed Order"),
    follows=_lt("A serious violation of the salesperson is noted; he sees it at once and may comment."),
    lacking=_lt("say why it was missed (R2)."),
    length=5,
    form="ops.missed.order",
)


class CrmLead(models.Model):
    """An opportunity that was lost without a reported bid is a missed order (R2)."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "ops.reasoned"]

    _reasons = {"miss": MISSED}

    ops_can_miss = fields.Boolean("May be a missed order", compute="_compute_ops_can_miss")

    @api.depends("won_status", "ops_bid_ids.date_reported", "user_id")
    @api.depends_context("uid", "company")
    def _compute_ops_can_miss(self):
        """Whether one is noted is told by it: to those alone who may note one."""
        self.ops_can_miss = False
        missing = self.filtered(lambda lead: lead._ops_may_be_missed())
        # sudo: whether it was noted, whoever may read it
        noted = self.env["ops.violation"].sudo()._get_missed("lead_id", missing._origin.ids)
        for lead in missing:
            lead.ops_can_miss = lead._origin.id not in noted and not lead._ops_get_reported()

    def _ops_may_be_missed(self):
        """Tell whether the user may note this as a missed order, were it none yet."""
        self.ensure_one()
        salesperson, company = self._origin.user_id, self._ops_bid_company()
        return (
            bool(salesperson)
            and self.won_status != "won"
            and self.env["ops.clause"]._is_in_force("R2", company)
            and self.env["ops.violation"]._may_note_missed(salesperson, company)
        )

    def _ops_get_reported(self):
        """Return the bids of this opportunity that were reported."""
        # sudo: whether there are any, whoever entered them
        return self.sudo().ops_bid_ids.filtered("date_reported")

    def action_ops_open_miss(self):
        """Ask why the order was missed, and about how much was lost."""
        self.ensure_one()
        action = self._ask_reason("miss")
        action["context"]["default_estimated_amount"] = self.expected_revenue
        return action

    def action_ops_miss(self, cause, amount):
        """Note that this opportunity was lost and nobody had reported it.

        Clause: R2

        :param str cause: why it was missed
        :param float amount: about how much was lost, in the company's currency
        :raises UserError: when it was won, or lost with a reported bid: that is no missed order
        """
        self.ensure_one()
        self.check_access("read")
        cause = self._take_reason("miss", cause)
        if self.won_status == "won":
            raise UserError(
                self.env._("%(lead)s was won: that is no missed order (R2).", lead=self.display_name)
            )
        reported = self._ops_get_reported()
        if reported:
            raise UserError(
                self.env._(
                    "%(lead)s has %(bids)s, reported in its time: an order that is lost with a reported bid "
                    "is no missed one (R2).",
                    lead=self.display_name,
                    bids=", ".join(reported.mapped("display_name")),
                )
            )
        self.env["ops.violation"]._note_missed_order(
            self, self._ops_bid_company(), self.user_id, cause, amount, lead_id=self.id
        )
        return True
