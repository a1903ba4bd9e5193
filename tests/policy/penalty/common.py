"""Cases at each of their steps, driven by the people concerned."""

from datetime import timedelta

from odoo import fields

from ..discipline.common import MONDAY_9, DisciplineCase

NOW = MONDAY_9 + timedelta(hours=2)


class PenaltyCase(DisciplineCase):
    """The sales manager proposes, the consultant is heard, the leader decides."""

    def _propose(self, violation=None, user=None, amount=100, lines=True, **vals):
        """Propose a case as the head about a violation (default: a new one)."""
        employee_id = vals.get("employee_id", self.employee.id)
        line = {"violation_id": (violation or self._note()).id}
        if vals.get("kind", "fine") == "fine":
            line["amount"] = amount
        return (
            self.env["ops.penalty"]
            .with_user(user or self.manager)
            .create({"employee_id": employee_id, "line_ids": [(0, 0, line)] if lines else [], **vals})
            .with_env(self.env)
        )

    def _heard(self, **vals):
        penalty = self._propose(**vals)
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        return penalty

    def _heard_by_software(self):
        penalty = self.env["ops.penalty"].sudo()._propose(self._note())
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        return penalty.with_env(self.env)

    def _decided(self, **vals):
        penalty = self._heard(**vals)
        if penalty.state == "draft":
            penalty.with_user(self.manager).action_submit()
        penalty.with_user(self.leader).action_ops_approve()
        return penalty

    def _stand_in(self, who, deputy, scope="approvals"):
        """Let somebody act for a person who is away from today, for four days."""
        today = fields.Date.today()
        values = {"user_id": who.id, "deputy_id": deputy.id, "scope": scope}
        values |= {"date_from": today, "date_to": today + timedelta(days=3)}
        return self.env["ops.absence"].with_user(who).create(values)

    def _notified(self, **vals):
        penalty = self._decided(**vals)
        penalty.with_user(self.consultant).action_confirm_reading()
        return penalty

    def _reward(self, **vals):
        values = {"kind": "reward", "reason": "Found a customer by herself", "lines": False, **vals}
        return self._propose(self.env["ops.violation"].browse(1), **values)

    def _other_currency(self):
        currency = self.env.ref("base.EUR")
        currency.active = True
        if currency == self.company.currency_id:
            currency = self.env.ref("base.USD")
        return currency
