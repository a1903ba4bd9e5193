from odoo import api, fields, models
from odoo.fields import Domain

from .ops_promise import OWED

# How many promises stand on the card before the door.
ROWS = 3


class OpsVisit(models.Model):
    """What the customer promises to pay is noted in the talk, and stands there before the next one (W5.A)."""

    _inherit = "ops.visit"

    _report_fields = (("promise_ids",),)
    _card_rows = ((65, "_card_payment_promises"),)

    promise_ids = fields.One2many("ops.promise", "visit_id", "Promises to pay", frozen="closed")

    is_collection = fields.Boolean(compute="_compute_asks_promise", export_string_translation=False)
    asks_promise = fields.Boolean(compute="_compute_asks_promise", export_string_translation=False)

    @api.depends("goal_id", "promise_ids", "partner_id")
    def _compute_asks_promise(self):
        """A promise is asked for where it is about money, or where the customer owes something."""
        goal = self._get_collection_goal()
        # sudo: whether the customer of a visit that the user reads owes something; the amount is on the card,
        # for who may read it
        moves_sudo = self.env["account.move"].sudo()
        for company, visits in self.grouped(lambda visit: visit.company_id or self.env.company).items():
            owing = moves_sudo._read_group(
                moves_sudo._ops_overdue_domain(company)
                & Domain("commercial_partner_id", "in", visits.partner_id.commercial_partner_id.ids),
                ["commercial_partner_id"],
            )
            debtors = {partner.id for (partner,) in owing}
            for visit in visits:
                visit.is_collection = bool(goal) and visit.goal_id == goal
                visit.asks_promise = bool(
                    visit.promise_ids
                    or visit.is_collection
                    or visit.partner_id.commercial_partner_id.id in debtors
                )

    @api.model
    def _get_collection_goal(self):
        """Return the goal of a talk about money; none where the company has deleted it."""
        choices = self.env["ops.visit.choice"]
        return self.env.ref("ops_dept.visit_goal_money", raise_if_not_found=False) or choices

    def _card_payment_promises(self):
        """Say what the customer promised to pay, the broken promises first."""
        promises = self.env["ops.promise"]
        if not self.partner_id or not promises.has_access("read"):
            return []
        company = self.company_id or self.env.company
        found = promises.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "=", self.partner_id.commercial_partner_id.id),
                ("state", "in", OWED),
                ("visit_id", "!=", self._origin.id),
            ],
            order="date desc, id desc",
            limit=ROWS,
        )
        if not found:
            return []
        return [(self.env._("Promised to pay"), found._say_with_state())]

    @api.model
    def _open_collection_call(self, partner, company):
        """Return the action that opens a call to a customer about what he owes, ready to be noted."""
        goal = self._get_collection_goal()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_call"),
            "context": {
                "default_channel": "outbound",
                "default_minutes_planned": 5,
                "default_partner_id": partner.id,
                "default_company_id": company.id,
                "default_goal_id": goal.id,
            },
        }
