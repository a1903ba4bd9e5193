from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..discipline.common import PHOTO
from ..penalty.common import NOW, PenaltyCase

DECEMBER = "2026-12-15 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestPortions(PenaltyCase):
    """A loss is made good month by month: at most 20 % of the wage in one, the rest is carried."""

    def _set_wage(self, wage):
        self.employee.sudo().current_version_id.wage = wage

    def _loss(self, code="R6", step="notified", **vals):
        violation = self._note(code, employee_id=vals.get("employee_id", self.employee.id))
        values = {"amount_asked": 3000, "computation": "12 × 250", "evidence": PHOTO, **vals}
        return getattr(self, f"_{step}")(violation=violation, kind="compensation", **values)

    def _settle(self, penalty, amount, month=None, user=None):
        return penalty.with_user(user or self.leader).action_settle_portion("", amount, month)

    @clause("M1.7", part="case")
    def test_a_mistake_that_cost_money_from_evidence_to_portions(self):
        """Late money by one's own mistake: noted with evidence, computed, heard, decided, made good month by
        month.
        """
        self._set_wage(6000)
        penalty = self._loss("M1.7", amount_asked=2500, computation="Interest of 90 days on 125,000 at 8 %")
        self.assertEqual((penalty.clause_codes, penalty.amount, penalty.amount_open), ("M1.7", 2500, 2500))
        self._settle(penalty, 1200)
        self.assertEqual((penalty.state, penalty.amount_open), ("notified", 1300))
        with freeze_time(DECEMBER):
            self._settle(penalty, 1200)
        self.assertEqual((penalty.state, penalty.amount_open), ("notified", 100))
        with freeze_time("2027-01-15 02:00:00"):
            self._settle(penalty, 100)
        self.assertRecordValues(penalty, [{"state": "settled", "amount_open": 0, "move_id": False}])
        self.assertRecordValues(
            penalty.portion_ids,
            [
                {"month": date(2026, 11, 1), "amount": 1200, "settled_by_id": self.leader.id},
                {"month": date(2026, 12, 1), "amount": 1200, "settled_by_id": self.leader.id},
                {"month": date(2027, 1, 1), "amount": 100, "settled_by_id": self.leader.id},
            ],
        )

    @clause("R6", "R8", part="compensation")
    def test_a_breach_that_costs_money_is_made_good(self):
        for code in ("R6", "R8"):
            penalty = self._loss(code, amount_asked=100)
            penalty.with_user(self.leader).action_settle()
            self.assertEqual((penalty.state, penalty.portion_ids.amount), ("settled", 100))

    # ------------------------------------------------------------------
    # The cap of the month
    # ------------------------------------------------------------------
    def test_what_exceeds_the_month_is_refused_by_name(self):
        self._set_wage(6000)
        penalty = self._loss()
        words = rf"{penalty.name}.*1,200\.01.*{self.employee.name}.*20 % of the wage.*carried"
        with self._assert_refused(words):
            self._settle(penalty, 1200.01)
        self._settle(penalty, 700)
        with self._assert_refused(r"1,200\.01.*20 %"):
            self._settle(penalty, 500.01)
        self._settle(penalty, 500)
        with self._assert_refused("20 %"):
            penalty.with_user(self.leader).action_settle()
        self.assertEqual(penalty.portion_ids.mapped("amount"), [700, 500])

    def test_without_a_wage_the_companys_cap(self):
        penalty = self._loss()
        with self._assert_refused(r"more than the cap of .*500\.00"):
            self._settle(penalty, 500.01)
        self._settle(penalty, 500)

    def test_two_cases_of_a_person_share_the_cap(self):
        first, second = self._loss(), self._loss()
        self._settle(first, 300)
        with self._assert_refused(r"500\.00"):
            self._settle(second, 201)
        self._settle(second, 200)

    def test_fines_and_portions_of_a_month_share_the_cap(self):
        self._decided(amount=300)
        penalty = self._loss()
        with self._assert_refused(r"500\.00"):
            self._settle(penalty, 201)
        self._settle(penalty, 200)
        with self._assert_refused("fined and pays back"):
            self._decided(amount=50)
        with freeze_time(DECEMBER):
            self._settle(penalty, 450)
            self._decided(amount=50)

    def test_a_colleague_has_a_cap_of_his_own(self):
        self._settle(self._loss(), 500)
        violation = self._note("R6", employee_id=self.colleague_employee.id)
        theirs = self._propose(
            violation,
            kind="compensation",
            employee_id=self.colleague_employee.id,
            amount_asked=500,
            computation="2 × 250",
            evidence=PHOTO,
        )
        theirs.with_user(self.colleague).action_answer("It was not my fault")
        theirs.with_user(self.leader).action_ops_approve()
        theirs.with_user(self.colleague).action_confirm_reading()
        self._settle(theirs, 500)
        self.assertEqual(theirs.state, "settled")

    # ------------------------------------------------------------------
    # What is refused
    # ------------------------------------------------------------------
    def test_amounts_and_months(self):
        penalty = self._loss(amount_asked=400)
        for amount, month, words in (
            (0, None, "more than nothing"),
            (-1, None, "more than nothing"),
            (400.01, None, r"400\.01.*still open.*400\.00"),
            (100, "2026-10-31", "2026-11"),
            (100, "2026-12-01", "2026-11"),
        ):
            with self.subTest(amount=amount, month=month), self._assert_refused(words):
                self._settle(penalty, amount, month)
        self._settle(penalty, 100, "2026-11-30")
        with freeze_time(DECEMBER):
            self._settle(penalty, 100, "2026-11-05")
        self.assertEqual(set(penalty.portion_ids.mapped("month")), {date(2026, 11, 1)})

    def test_only_a_leader_settles_never_his_own(self):
        penalty = self._loss()
        for user in (self.manager, self.consultant, self.colleague, self.accountant, self.auditor):
            with self.subTest(user.login), self.assertRaises(UserError):
                self._settle(penalty, 10, user=user)
        self.consultant.group_ids += self.env.ref("ops_dept.ops_dept_group_leader")
        with self._assert_refused("never for the person himself"):
            self._settle(penalty, 10, user=self.consultant)

    def test_not_before_the_notice_nor_while_appealed(self):
        for step in ("heard", "decided"):
            with self.subTest(step), self.assertRaises(UserError):
                penalty = self._loss(step=step) if step == "decided" else self._heard_loss()
                self._settle(penalty, 10)
        penalty = self._loss()
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        with self._assert_refused("appealed"):
            self._settle(penalty, 10)
        penalty.with_user(self.second_leader).action_uphold("She was not")
        self._settle(penalty, 500)
        self.assertEqual((penalty.state, penalty.amount_open), ("upheld", 2500))

    def _heard_loss(self):
        penalty = self._loss(step="heard")
        penalty.with_user(self.manager).action_submit()
        return penalty

    def test_the_case_is_not_settled_while_something_is_open(self):
        penalty = self._loss()
        self._settle(penalty, 500)
        with self._assert_refused(r"2,500\.00.*portions"):
            penalty.with_user(self.leader).write({"state": "settled"})

    def test_only_compensation_has_portions(self):
        with self._assert_refused("compensation"):
            self._settle(self._notified(), 10)

    def test_nobody_writes_portions(self):
        penalty = self._loss()
        self._settle(penalty, 100)
        portion = penalty.portion_ids
        values = {"penalty_id": penalty.id, "month": "2026-11-01", "amount": 5}
        for user in (self.leader, self.manager, self.consultant, self.env.ref("base.user_root")):
            env = self.env(user=user, su=user == self.env.ref("base.user_root"))
            for name, call in {
                "create": lambda env=env: env["ops.penalty.portion"].create(values),
                "write": lambda env=env: portion.with_env(env).write({"amount": 1}),
                "month": lambda env=env: portion.with_env(env).write({"month": "2026-12-01"}),
                "delete": lambda env=env: portion.with_env(env).unlink(),
                "through the case": lambda env=env: penalty.with_env(env).write(
                    {"portion_ids": [Command.clear()]}
                ),
                "open": lambda env=env: penalty.with_env(env).write({"amount_open": 0}),
            }.items():
                with self.subTest(user=user.login, way=name), self.assertRaises(UserError):
                    call()

    # ------------------------------------------------------------------
    # Books
    # ------------------------------------------------------------------
    def _post(self):
        account = self.env["account.account"]
        staff, income = account.create(
            [
                {"name": "Owed by staff", "code": "122199", "account_type": "asset_current"},
                {"name": "Fines", "code": "530199", "account_type": "income_other"},
            ]
        )
        journal = self.env["account.journal"].create({"name": "Cases", "code": "AJ", "type": "general"})
        self.company.write(
            {
                "ops_penalty_mode": "fine",
                "ops_staff_account_id": staff.id,
                "ops_fine_account_id": income.id,
                "ops_penalty_journal_id": journal.id,
            }
        )
        return staff

    def test_each_portion_is_posted_and_reversed_by_a_repeal(self):
        staff = self._post()
        penalty = self._loss()
        self._settle(penalty, 300)
        self._settle(penalty, 200)
        portions = penalty.portion_ids
        self.assertEqual(portions.move_id.mapped("amount_total"), [300, 200])
        self.assertEqual(set(portions.move_id.mapped("ref")), {penalty.name})
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        penalty.with_user(self.second_leader).action_repeal("She was ill")
        self.assertEqual(penalty.state, "repealed")
        self.assertEqual(portions.reversal_id.mapped("state"), ["posted", "posted"])
        lines = (portions.move_id + portions.reversal_id).line_ids
        self.assertEqual(sum(lines.filtered(lambda line: line.account_id == staff).mapped("balance")), 0)
        self.assertFalse(penalty._get_portions_in(date(2026, 11, 1)), "what was repealed is deducted no more")

    def test_accounts_that_are_not_set_are_named(self):
        self.company.ops_penalty_mode = "fine"
        penalty = self._loss()
        with self._assert_refused("Owed by staff"):
            self._settle(penalty, 100)
        self.assertFalse(penalty.portion_ids)

    # ------------------------------------------------------------------
    # Who sees what
    # ------------------------------------------------------------------
    def test_portions_are_read_by_who_reads_the_case(self):
        penalty = self._loss()
        self._settle(penalty, 100)
        for user in (self.consultant, self.manager, self.leader, self.auditor):
            self.assertEqual(penalty.portion_ids.with_user(user).amount, 100)
        for user in (self.colleague, self.accountant, self.rule_admin, self.plain_user):
            with self.subTest(user.login):
                self.assertFalse(self.env["ops.penalty.portion"].with_user(user).search([]))
                with self.assertRaises(AccessError):
                    penalty.portion_ids.with_user(user).read(["amount"])

    def test_the_wage_is_shown_to_nobody(self):
        """Neither by what is proposed nor by a refusal."""
        self._set_wage(7777)
        penalty = self._loss()
        action = penalty.with_user(self.leader).action_open_portion()
        form = Form(self.env["ops.penalty.settle"].with_user(self.leader).with_context(**action["context"]))
        self.assertEqual(form.amount, 3000)
        form.amount = 1600
        with self.assertRaisesRegex(UserError, "20 % of the wage") as refused:
            form.save().action_confirm()
        for secret in ("7777", "7,777", "1,555", "1555"):
            self.assertNotIn(secret, str(refused.exception))

    def test_the_form_asks_and_proposes_the_last_portion(self):
        penalty = self._loss()
        self._settle(penalty, 450)
        with freeze_time(DECEMBER):
            action = penalty.with_user(self.leader).action_open_portion()
            wizard = self.env["ops.penalty.settle"].with_user(self.leader).with_context(**action["context"])
            form = Form(wizard)
            self.assertEqual((form.amount, form.month), (450, date(2026, 12, 1)))
            form.reason = "As agreed"
            form.save().action_confirm()
        self.assertEqual(penalty.portion_ids[-1:].note, "As agreed")
        self.assertEqual(penalty.amount_open, 2100)

    def test_the_first_page_asks_the_leader_once_a_month(self):
        penalty = self._loss()
        card = self.env["ops.home"].with_user(self.leader)._get_cases_card()
        self.assertIn("3,000.00 still open", card["rows"][0]["text"])
        self._settle(penalty, 500)
        self.assertFalse(self.env["ops.home"].with_user(self.leader)._get_cases_card()["count"])
        self.assertNotIn(
            "cases", [card["key"] for card in self.env["ops.home"].with_user(self.leader).get_home()["cards"]]
        )
        with freeze_time(DECEMBER):
            card = self.env["ops.home"].with_user(self.leader)._get_cases_card()
            self.assertIn("2,500.00 still open", card["rows"][0]["text"])
