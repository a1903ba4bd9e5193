from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...common import clause
from ..penalty.common import NOW, PenaltyCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSettlement(PenaltyCase):
    """What follows a decision: the notice, the settlement, the appeal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        account = cls.env["account.account"]
        cls.staff_account, cls.income_account = account.create(
            [
                {"name": "Owed by staff", "code": "122199", "account_type": "asset_current"},
                {"name": "Fines", "code": "530199", "account_type": "income_other"},
            ]
        )
        cls.journal = cls.env["account.journal"].create(
            {"name": "Cases", "code": "AJ", "type": "general", "company_id": cls.company.id}
        )

    def _post_fines(self):
        self.company.write(
            {
                "ops_penalty_mode": "fine",
                "ops_staff_account_id": self.staff_account.id,
                "ops_fine_account_id": self.income_account.id,
                "ops_penalty_journal_id": self.journal.id,
            }
        )

    @clause("R16")
    def test_from_the_range_to_the_books(self):
        """Outside of the range refused; which clauses are fined is the company's setting; a settled fine is
        posted.
        """
        for amount in (49.99, 500.01):
            with self.assertRaises(ValidationError):
                self._propose(amount=amount)
        self.assertTrue(self._clause("R1").can_fine)
        violation = self._note("W2.A")
        with self.assertRaises(ValidationError):
            self._propose(violation, amount=50)
        self._clause("W2.A").can_fine = True
        self._post_fines()
        for amount in (50, 450):
            penalty = self._notified(violation=violation if amount == 50 else None, amount=amount)
            penalty.with_user(self.leader).action_settle()
            self.assertEqual((penalty.move_id.state, penalty.move_id.amount_total), ("posted", amount))

    # ------------------------------------------------------------------
    # Notice
    # ------------------------------------------------------------------
    def test_the_person_confirms_reading(self):
        penalty = self._decided()
        with self.assertRaises(AccessError):
            penalty.with_user(self.manager).action_confirm_reading()
        with self.assertRaises(UserError):
            penalty.with_user(self.leader).write({"state": "notified"})
        penalty.with_user(self.consultant).action_confirm_reading()
        self.assertEqual((penalty.state, penalty.date_read), ("notified", NOW))
        self.assertEqual(penalty.date_appeal_until.date(), fields.Date.to_date("2026-11-30"))

    def test_a_witness_saw_that_he_refused_to_sign(self):
        penalty = self._decided()
        with self.assertRaises(AccessError):
            penalty.with_user(self.consultant).action_note_refused("Myself")
        with self.assertRaises(UserError):
            penalty.with_user(self.manager).action_note_refused(" ")
        penalty.with_user(self.manager).action_note_refused("Clerk")
        self.assertEqual((penalty.state, penalty.witness), ("notified", "Clerk"))

    def test_signed_on_paper(self):
        penalty = self._decided()
        penalty.with_user(self.leader).action_note_signed("Handed over by the office, in the file")
        self.assertEqual(penalty.state, "notified")

    # ------------------------------------------------------------------
    # Settlement
    # ------------------------------------------------------------------
    def test_record_only_posts_nothing(self):
        penalty = self._notified()
        for user in (self.manager, self.consultant, self.auditor, self.accountant):
            with self.subTest(user.login), self.assertRaises(UserError):
                penalty.with_user(user).action_settle()
        penalty.with_user(self.leader).action_settle()
        self.assertRecordValues(
            penalty, [{"state": "settled", "settle_mode": "record", "settle_month": False, "move_id": False}]
        )

    def test_performance_marks_the_month(self):
        self.company.ops_penalty_mode = "performance"
        penalty = self._notified()
        penalty.with_user(self.leader).action_settle()
        self.assertEqual(penalty.settle_month, fields.Date.to_date("2026-11-01"))
        self.assertFalse(penalty.move_id)

    def _settle_kinds(self):
        """Settle a fine, a reward, praise and a liability together, as a leader does in the list."""
        fine = self._notified()
        rewards = self._reward(amount_asked=300) + self._reward()
        liability = self._propose(self._note("M7.3"), kind="liability")
        liability.with_user(self.consultant).action_answer("I had leave to do so")
        rewards.with_user(self.manager).action_submit()
        for penalty in (*rewards, liability):
            penalty.with_user(self.leader).action_ops_approve()
            penalty.with_user(self.consultant).action_confirm_reading()
        penalties = fine + rewards + liability
        penalties.with_user(self.leader).action_settle()
        self.assertEqual(set(penalties.mapped("state")), {"settled"})
        return penalties

    def test_only_a_fine_is_posted(self):
        """Of a reward and a liability nothing is posted, and neither says so."""
        self._post_fines()
        penalties = self._settle_kinds()
        self.assertEqual(penalties.mapped("settle_mode"), ["fine", "record", "record", "record"])
        self.assertEqual([bool(p.move_id) for p in penalties], [True, False, False, False])
        self.assertEqual([bool(p.settle_month) for p in penalties], [True, False, False, False])

    def test_a_reward_is_paid_with_the_performance_pay(self):
        self.company.ops_penalty_mode = "performance"
        penalties = self._settle_kinds()
        self.assertEqual(penalties.mapped("settle_mode"), ["performance", "performance", "record", "record"])
        self.assertEqual([bool(p.settle_month) for p in penalties], [True, True, False, False])

    @clause("R16", part="settlement posts to accounting")
    def test_a_fine_is_posted(self):
        penalty = self._notified(amount=200)
        self.company.ops_penalty_mode = "fine"
        with self._assert_refused("Income from fines, Journal of cases, Owed by staff"):
            penalty.with_user(self.leader).action_settle()
        self._post_fines()
        penalty.with_user(self.leader).action_settle()
        entry = penalty.move_id
        self.assertEqual((entry.state, entry.ref, entry.journal_id), ("posted", penalty.name, self.journal))
        self.assertRecordValues(
            entry.line_ids.sorted("debit", reverse=True),
            [
                {"account_id": self.staff_account.id, "debit": 200, "credit": 0, "name": penalty.name},
                {"account_id": self.income_account.id, "debit": 0, "credit": 200, "name": penalty.name},
            ],
        )
        self.assertEqual(entry.line_ids.partner_id, self.employee.work_contact_id)
        with self.assertRaises(UserError):
            penalty.with_user(self.leader).action_settle()

    def test_staffs_account_is_no_receivable_of_customers(self):
        receivable = self.env["account.account"].create(
            {"name": "Customers", "code": "112299", "account_type": "asset_receivable", "reconcile": True}
        )
        with self.assertRaises(ValidationError):
            self.company.ops_staff_account_id = receivable

    def test_finance_sees_the_entry_not_the_case(self):
        self._post_fines()
        penalty = self._notified()
        penalty.with_user(self.leader).action_settle()
        entry = penalty.move_id.with_user(self.accountant)
        self.assertEqual(entry.ref, penalty.name)
        self.assertFalse(penalty.with_user(self.accountant).has_access("read"))
        self.assertFalse(
            self.env["ops.penalty"].with_user(self.accountant).search([("move_id", "=", entry.id)])
        )

    # ------------------------------------------------------------------
    # Appeal
    # ------------------------------------------------------------------
    def test_appeal_in_time_and_once(self):
        penalty = self._notified()
        with self.assertRaises(AccessError):
            penalty.with_user(self.manager).action_appeal("He was ill")
        with (
            freeze_time(penalty.date_appeal_until + timedelta(seconds=1)),
            self._assert_refused("time to appeal"),
        ):
            penalty.with_user(self.consultant).action_appeal("I was ill that week")
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        with self.assertRaises(UserError):
            penalty.with_user(self.consultant).action_appeal("I was ill, really")
        with self._assert_refused("appealed"):
            penalty.with_user(self.leader).action_settle()

    def test_appeal_before_the_notice(self):
        with self._assert_refused("nothing to appeal"):
            self._decided().with_user(self.consultant).action_appeal("I was ill that week")

    def test_decided_by_a_leader_who_has_not_decided(self):
        penalty = self._notified()
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        for user in (self.leader, self.manager, self.consultant, self.auditor):
            with self.subTest(user.login), self.assertRaises(UserError):
                penalty.with_user(user).action_repeal("She was ill")
        penalty.with_user(self.second_leader).action_uphold("The certificate is of another week")
        self.assertRecordValues(penalty, [{"state": "upheld", "appeal_decided_by_id": self.second_leader.id}])
        penalty.with_user(self.leader).action_settle()
        self.assertEqual(penalty.state, "settled")
        with self.assertRaises(UserError):
            penalty.with_user(self.second_leader).action_repeal("After all")

    def test_else_the_general_manager(self):
        penalty = self._notified()
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        self.second_leader.active = False
        self.assertEqual(penalty._get_appeal_judges(), self.gm)
        penalty.with_user(self.gm).action_repeal("She was ill")
        self.assertEqual(penalty.state, "repealed")

    def test_nobody_decides_an_appeal_that_was_not_made(self):
        penalty = self._notified()
        with self._assert_refused("no appeal"):
            penalty.with_user(self.second_leader).action_repeal("She was ill")
        with self.assertRaises(UserError):
            penalty.with_user(self.second_leader).write({"state": "repealed"})

    def _repeal(self, penalty):
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        penalty.with_user(self.second_leader).action_repeal("She was ill")

    @clause("R16", part="repeal reverses")
    def test_repeal_reverses_the_entry(self):
        self._post_fines()
        penalty = self._notified(amount=200)
        penalty.with_user(self.leader).action_settle()
        with freeze_time(NOW + timedelta(days=1)):
            self._repeal(penalty)
        reversal = penalty.reversal_id
        self.assertEqual(
            (penalty.state, reversal.state, reversal.date), ("repealed", "posted", penalty.move_id.date)
        )
        lines = (penalty.move_id + reversal).line_ids
        self.assertEqual(
            sum(lines.filtered(lambda line: line.account_id == self.staff_account).mapped("balance")), 0
        )

    def test_in_a_locked_period_by_one_of_today(self):
        self._post_fines()
        with freeze_time("2026-11-30 02:00:00"):
            penalty = self._notified()
            penalty.with_user(self.leader).action_settle()
        with freeze_time("2026-12-02 02:00:00"):
            self.company.fiscalyear_lock_date = "2026-11-30"
            self._repeal(penalty)
        self.assertEqual(penalty.reversal_id.date, fields.Date.to_date("2026-12-02"))
        self.assertEqual(penalty.reversal_id.state, "posted")

    def test_repealed_fines_do_not_count(self):
        penalty = self._notified()
        self._repeal(penalty)
        violation = self._note()
        self.assertEqual(violation._propose_fines()[violation], 50)
        self.assertEqual(penalty._get_fined_in(NOW.date().replace(day=1)), 0)
