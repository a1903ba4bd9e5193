"""Contracts and the company's name for other business: permitted first, else a liability (M7.3)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ...policy.discipline.common import MONDAY_9, DisciplineCase
from ..contract_gate import ContractGateCase

DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY_9 + timedelta(hours=2))
class TestUseOfName(DisciplineCase, ContractGateCase):
    def _ask(self, user=None, **vals):
        today = fields.Date.to_date(MONDAY_9)
        return (
            self.env["ops.proposal"]
            .with_user(user or self.consultant)
            .create(
                {
                    "kind": "use_of_name",
                    "text": "Speak at the trade fair of the drive makers",
                    "used_for": "Fair of Suzhou",
                    "date_from": today - DAY,
                    "date_until": today + 5 * DAY,
                    **vals,
                }
            )
        )

    def _permitted(self, **vals):
        proposal = self._ask(**vals)
        proposal.action_submit()
        proposal.with_user(self.leader).action_ops_approve("Keep to drives")
        self.assertEqual(proposal.state, "approved")
        return proposal

    def _use(self, item="name", **vals):
        return self._note("M7.3", item_id=self.env.ref(f"ops_dept.clause_item_m7_3_{item}").id, **vals)

    @clause("M7.3", part="permission")
    def test_a_leader_permits_for_whom_and_how_long(self):
        for missing in ("used_for", "date_until"):
            with self.assertRaisesRegex(UserError, r"M7\.3"):
                self._ask(**{missing: False}).action_submit()
        proposal = self._ask()
        proposal.action_submit()
        owed = self.env["ops.obligation"].search(
            [("res_model", "=", "ops.proposal"), ("res_id", "=", proposal.id)]
        )
        self.assertEqual((owed.clause_id.code, owed.owner_id, owed.state), ("M7.3", self.leader, "open"))
        for user in (self.manager, self.consultant):
            with self.assertRaisesRegex(UserError, r"M7\.3"):
                proposal.with_user(user).action_ops_approve()
        self.assertFalse(proposal.is_permitted)
        proposal.with_user(self.leader).action_ops_approve("Keep to drives")
        self.assertEqual((owed.state, proposal.is_permitted), ("met", True))
        with self.assertRaises(UserError):
            proposal.date_until += 30 * DAY

    @clause("M7.3")
    def test_every_number_is_accounted_for_and_misuse_becomes_a_liability_case(self):
        used = self._sign_contract(self._create_contract(self._approve(self._create_order())))
        void, held = (self._create_contract(self.env["sale.order"]) for _number in range(2))
        void.with_user(self.support).action_void("coffee on it", form_returned=True)
        contracts = used | void | held
        self.assertEqual(contracts.mapped("register_state"), ["used", "voided", "held"])
        self.assertEqual(contracts.mapped("number"), list(range(used.number, used.number + 3)), "no gap")
        self.assertEqual(held.holder_id, self.consultant)
        violation = self._use(description="Sold bearings of his own under our letterhead")
        penalty = (
            self.env["ops.penalty"]
            .with_user(self.manager)
            .create(
                {
                    "employee_id": self.employee.id,
                    "kind": "liability",
                    "line_ids": [(0, 0, {"violation_id": violation.id})],
                }
            )
        )
        self.assertEqual((penalty.kind, violation.state), ("liability", "in_case"))

    @clause("M7.3", part="no violation with permission")
    def test_what_was_permitted_is_no_violation(self):
        permission = self._permitted()
        for item in ("name", "contract"):
            with self._assert_refused(rf"Fair of Suzhou.*{permission.name}.*M7\.3"):
                self._use(item)
        self.assertTrue(self._use("form"), "a lost form has nothing to do with it")
        self.assertTrue(self._use(date=MONDAY_9 - 3 * DAY), "before it began")
        self.assertTrue(self._use(employee_id=self.colleague_employee.id), "he was not permitted")

    def test_what_was_refused_or_is_asked_permits_nothing(self):
        asked = self._ask()
        asked.action_submit()
        self.assertTrue(self._use())
        asked.with_user(self.leader).action_refuse("Not under our name")
        self.assertTrue(self._use())
