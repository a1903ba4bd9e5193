"""A month in the department: a contract entered late, a second case, a reward, a deputy's week."""

import base64

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import clause
from .deal_player import DealPlayer

PHOTO = base64.b64encode(b"a photo of the empty customer file")


@tagged("post_install", "-at_install")
class TestMonth(DealPlayer):
    """March, with a make-up Saturday on the 7th; fines are posted to the books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        boss = cls._employ(cls.manager)
        cls.support_employee = cls._employ(cls.support, parent_id=boss.id)
        cls.consultant_employee = cls._employ(cls.consultant, parent_id=boss.id)
        cls.env["ops.calendar.day"].create(
            {
                "name": "Make-up day",
                "kind": "makeup",
                "date_from": "2026-03-07",
                "follows": "4",
                "calendar_id": cls.company.resource_calendar_id.id,
            }
        )
        cls._post_fines()

    @classmethod
    def _employ(cls, user, **vals):
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def _post_fines(cls):
        cls.staff_account, cls.fine_account = cls.env["account.account"].create(
            [
                {"name": "Owed by staff", "code": "OPSST", "account_type": "asset_current"},
                {"name": "Fines", "code": "OPSFI", "account_type": "income_other"},
            ]
        )
        cls.company.write(
            {
                "ops_penalty_mode": "fine",
                "ops_staff_account_id": cls.staff_account.id,
                "ops_fine_account_id": cls.fine_account.id,
                "ops_penalty_journal_id": cls.env["account.journal"]
                .create({"name": "Cases", "code": "OPSAJ", "type": "general"})
                .id,
            }
        )

    @clause("R7", "R16", "H3", part="a month in the department")
    def test_from_the_late_entry_to_the_clean_books(self):
        violation = self._enter_late()
        case = self._case_of(violation)
        self._hear_and_decide(case, self.support)
        self._settle(case, self.support)
        self._appeal_and_repeal(case)
        second = self._fine_by_hand()
        self._reward()
        self._spend_a_deputys_week()
        self.assertEqual(self._owed_by_staff(), second.amount, "what was repealed stands no more")

    # ------------------------------------------------------------------
    # The contract that was entered late
    # ------------------------------------------------------------------
    def _enter_late(self):
        """Signed on Friday, due on the make-up Saturday, entered on Monday: a violation of support."""
        order = self.quote(self._decided_bid(), [(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        contract = self.issue_contract(order)
        self.answer_feasibility(contract)
        self.submit_contract(contract)
        self._decide(contract)
        self._at("2026-03-06 15:00:00")
        self.state_signature(contract, "2026-03-06 14:00:00")
        self.sign(contract)
        owed = self._owed(contract, "R7")
        self.assertEqual(str(owed.date_due), "2026-03-07 17:00:00", "the make-up Saturday is the working day")
        self._night("2026-03-07 02:00:00")
        self.assertEqual((owed.state, owed.date_violated), ("open", False))
        self._night("2026-03-08 02:00:00")
        self.assertEqual(owed.state, "late")
        violation = self._violations(self.support)
        self.assertRecordValues(violation, [{"obligation_id": owed.id, "source": "duty", "state": "in_case"}])
        self._night("2026-03-09 02:00:00")
        self.assertEqual(self._violations(self.support), violation, "once")
        self._at("2026-03-09 09:00:00")
        self.enter(order)
        self.assertEqual((order.state, owed.state), ("sale", "met"))
        return violation

    def _decided_bid(self):
        bid = self.receive_bid(self.inquire(50_000))
        self.report_bid(bid)
        self._decide(bid)
        return bid

    def _night(self, moment):
        """What the jobs of the night do."""
        self._at(moment)
        self.env["ops.obligation"]._mark_overdue()
        self.env["ops.obligation"]._mark_violated()
        self.env["ops.penalty"]._hear_due()
        self.env.invalidate_all()

    def _violations(self, user):
        return self.env["ops.violation"].search([("user_id", "=", user.id)])

    def _case_of(self, violation):
        """The software proposed it with its evidence; the manager did not accept the lateness."""
        case = self.env["ops.penalty"].search([("line_ids.violation_id", "=", violation.id)])
        self.assertRecordValues(case, [{"state": "draft", "amount": 50, "proposer_id": False}])
        return case

    # ------------------------------------------------------------------
    # Heard, decided, settled, appealed
    # ------------------------------------------------------------------
    def _hear_and_decide(self, case, person):
        with self.assertRaisesRegex(UserError, "may answer until"):
            case.with_user(self.leader).action_submit()
        case.with_user(person).action_answer("The customer's scan came on Sunday")
        self.assertEqual(case.state, "submitted")
        self.assertEqual(self._decide(case), [self.manager, self.leader])
        self.assertEqual(case.state, "approved")
        self._at("2026-03-10 09:00:00")
        case.with_user(person).action_confirm_reading()

    def _settle(self, case, person):
        case.with_user(self.leader).action_settle()
        self.assertEqual(case.state, "settled")
        self.assertEqual(self._owed_by_staff(), case.amount)
        self.assertEqual(case.move_id.line_ids.partner_id, self.support_employee.work_contact_id)

    def _appeal_and_repeal(self, case):
        self._at("2026-03-12 09:00:00")
        case.with_user(self.support).action_appeal("The scan came when the office was closed")
        with self.assertRaisesRegex(UserError, "has not decided it before"):
            case.with_user(self.leader).action_repeal("True")
        case.with_user(self.gm).action_repeal("The office has no access to the mail on Sundays")
        self.assertEqual((case.state, case.reversal_id.state), ("repealed", "posted"))
        self.assertEqual(self._owed_by_staff(), 0)

    def _owed_by_staff(self):
        items = self.env["account.move.line"].search(
            [("account_id", "=", self.staff_account.id), ("parent_state", "=", "posted")]
        )
        return sum(items.mapped("balance"))

    # ------------------------------------------------------------------
    # By hand, and a reward
    # ------------------------------------------------------------------
    def _fine_by_hand(self):
        """The manager saw it, proposes 100, is not asked again; the person lets the hearing pass."""
        self._at("2026-03-13 09:00:00")
        clause_r1 = self.env["ops.clause"].browse(self.env["ops.clause"]._get_id("R1"))
        violation = (
            self.env["ops.violation"]
            .with_user(self.manager)
            .create(
                {
                    "clause_id": clause_r1.id,
                    "employee_id": self.consultant_employee.id,
                    "description": "Nothing is known of Blue River's production",
                    "evidence": PHOTO,
                    "evidence_name": "file.jpg",
                }
            )
        )
        case = (
            self.env["ops.penalty"]
            .with_user(self.manager)
            .create(
                {
                    "employee_id": self.consultant_employee.id,
                    "line_ids": [Command.create({"violation_id": violation.id, "amount": 100})],
                }
            )
            .with_env(self.env)
        )
        self._night("2026-03-18 02:00:00")
        self.assertEqual(case.state, "draft", "three working days are not over")
        self._night("2026-03-19 02:00:00")
        self.assertEqual(case.state, "submitted")
        self.assertEqual(self._decide(case), [self.leader])
        case.with_user(self.consultant).action_confirm_reading()
        case.with_user(self.leader).action_settle()
        self.assertEqual((case.state, self._owed_by_staff()), ("settled", 100))
        return case

    def _reward(self):
        case = (
            self.env["ops.penalty"]
            .with_user(self.manager)
            .create(
                {
                    "employee_id": self.consultant_employee.id,
                    "kind": "reward",
                    "amount_asked": 300,
                    "reason": "Found a customer by herself",
                }
            )
            .with_env(self.env)
        )
        case.with_user(self.manager).action_submit()
        self.assertEqual(self._decide(case), [self.leader])
        case.with_user(self.consultant).action_confirm_reading()
        case.with_user(self.leader).action_settle()
        self.assertEqual((case.state, case.move_id), ("settled", self.env["account.move"]))

    # ------------------------------------------------------------------
    # A deputy's week
    # ------------------------------------------------------------------
    def _spend_a_deputys_week(self):
        """Away from Monday to Friday: what is asked for meanwhile is decided in both names; then not."""
        self._at("2026-03-20 09:00:00")
        self.env["ops.absence"].with_user(self.manager).create(
            {
                "deputy_id": self.other_manager.id,
                "date_from": "2026-03-23",
                "date_to": "2026-03-27",
                "scope": "approvals",
            }
        )
        before, during, after = (self._ask(day) for day in ("20", "25", "30"))
        self.assertEqual(before, "refused")
        self.assertEqual(during, "Other_manager for Manager")
        self.assertEqual(after, "refused")

    def _ask(self, day):
        """Ask for a quotation that day; return who decided it when the deputy tried."""
        self._at(f"2026-03-{day} 09:00:00")
        order = self.quote_freely([(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        try:
            with self.env.cr.savepoint():
                order.with_user(self.other_manager).action_ops_approve()
        except UserError:
            return "refused"
        return order.sudo().review_ids.ops_decided_by
