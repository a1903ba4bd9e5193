from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.ledger.ops_obligation import LIVE

MOST_TASKS = 5


class OpsVisit(models.Model):
    """What the visitor still has to do about the customer stands on the card before the door (P1.2)."""

    _inherit = "ops.visit"

    _card_rows = ((45, "_card_tasks"),)

    def _card_tasks(self):
        """Say what the user owes or planned about this customer, the earliest first."""
        found = [*self._find_own_activities(), *self._find_own_duties()]
        rows = [f"{format_date(self.env, day)} {text}" for day, text in sorted(found)[:MOST_TASKS]]
        return [(self.env._("To do for the customer"), "\n".join(rows))]

    def _get_customer_records(self):
        """Return what the customer's tasks may hang on: model → ids, besides this visit."""
        company = self.company_id or self.env.company
        partners = self.partner_id | self.partner_id.child_ids
        domain = Domain("partner_id", "child_of", self.partner_id.ids) | Domain("id", "in", self.lead_id.ids)
        leads = self.env["crm.lead"]
        earlier = self.search(self._get_earlier_domain(), limit=50)
        return {
            "res.partner": partners.ids,
            "ops.customer": self.env["ops.customer"]._get_of(self.partner_id, company).ids,
            "crm.lead": leads.search(domain, limit=50).ids if leads.has_access("read") else [],
            "ops.visit": earlier.ids,
        }

    def _get_tasks_domain(self):
        return Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", ids)
            for model, ids in self._get_customer_records().items()
        )

    def _find_own_activities(self):
        activities = self.env["mail.activity"].search(
            self._get_tasks_domain() & Domain("user_id", "=", self.env.uid),
            order="date_deadline, id",
            limit=MOST_TASKS,
        )
        return [(one.date_deadline, one.summary or one.activity_type_id.name or "") for one in activities]

    def _find_own_duties(self):
        duties = self.env["ops.obligation"].search(
            self._get_tasks_domain() & Domain("is_mine", "=", True) & Domain("state", "in", LIVE),
            order="date_due, id",
            limit=MOST_TASKS,
        )
        return [
            (fields.Datetime.context_timestamp(self, duty.date_due).date(), duty.display_name)
            for duty in duties
            if duty.date_due
        ]
