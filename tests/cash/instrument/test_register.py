"""A cheque or bill is entered once, on the day it came, and says what its receipt says (R12)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..instrument_common import DAY, MORNING, InstrumentCase


@tagged("post_install", "-at_install")
@freeze_time(MORNING)
class TestRegister(InstrumentCase):
    @clause("R12")
    def test_entered_on_the_day_it_came_or_listed_as_late(self):
        paper = self._paper()
        self.assertEqual((paper.state, paper.is_late, str(paper.date_entered)), ("received", False, DAY))
        self.assertRegex(paper.name, r"^PJ-")
        duty = self._duty(paper)
        self.assertEqual((duty.state, duty.owner_id), ("open", self.support))
        late = self._paper(number="2", date_received="2026-01-30")
        self.assertTrue(late.is_late)
        found = self.env["ops.instrument"].with_user(self.leader).search([("is_late", "=", True)])
        self.assertEqual(found.with_env(self.env), late)
        with self.assertRaisesRegex(UserError, "future.*R12"):
            self._paper(number="3", date_received="2026-02-03")
        for user in (self.support, self.accountant):
            with self.assertRaisesRegex(UserError, "R12"):
                late.with_user(user).date_received = DAY

    @clause("R12")
    def test_what_is_not_handed_over_on_its_day_is_listed_and_missed(self):
        paper = self._paper()
        papers = self.env["ops.instrument"].with_user(self.leader)
        self.assertFalse(papers.search([("is_unhanded", "=", True)]))
        with freeze_time("2026-02-03 02:00:00"):
            paper.invalidate_recordset()
            self.assertEqual(papers.search([("is_unhanded", "=", True)]), paper)
            self.assertTrue(paper.is_unhanded)
            self.env["ops.obligation"]._mark_overdue()
            self.assertEqual(self._duty(paper).state, "late")

    @clause("R12")
    def test_a_number_of_a_bank_is_entered_once(self):
        paper = self._paper()
        for number, bank in (("1234 5678", "ICBC Xiamen"), ("1234-5678", "icbc　xiamen")):
            refused = self.assertRaisesRegex(UserError, f"{paper.name}.*R12")
            with self.subTest(number=number), refused, self.env.cr.savepoint():
                self._paper(number=number, bank=bank, kind="cheque", user=self.consultant)
        other = self._paper(bank="ABC Xiamen")
        with self.assertRaisesRegex(UserError, "R12"), self.env.cr.savepoint():
            other.with_user(self.support).bank = "ICBC Xiamen"
        self._create_receipt(amount=1000, method="acceptance", payer_reference="12345678")
        receipt = self._enter_receipt(paper)
        with self.assertRaisesRegex(UserError, "same money.*W5.B"):
            receipt.with_user(self.support).action_submit()

    @clause("R12")
    def test_senseless_days_and_amounts_are_refused(self):
        for vals in (
            {"date_due": "2026-01-19"},
            {"date_due": False},
            {"amount": 0},
            {"amount": -5},
            {"number": " - "},
        ):
            refused = self.assertRaisesRegex(UserError, "R12")
            with self.subTest(vals=vals), refused, self.env.cr.savepoint():
                self._paper(**vals)

    @clause("R12")
    def test_it_says_what_its_receipt_says(self):
        self._create_posted_invoice()
        paper = self._paper()
        receipt = self._enter_receipt(paper)
        self.assertEqual(paper.receipt_id, receipt)
        self.assertEqual(
            (receipt.method, receipt.amount, receipt.payer_reference), ("acceptance", 1000, "1234 5678")
        )
        self.assertEqual(receipt.journal_id, self.journals["bank_bill"])
        self.assertEqual(receipt.amount_allocated, 1000)
        for vals in ({"amount": 999.99}, {"number": "99"}, {"kind": "cheque"}):
            refused = self.assertRaisesRegex(UserError, "R12")
            with self.subTest(vals=vals), refused, self.env.cr.savepoint():
                paper.with_user(self.support).write(vals)
        for vals in ({"amount": 1000.01}, {"payer_reference": "99"}, {"method": "draft"}):
            refused = self.assertRaisesRegex(UserError, "R12")
            with self.subTest(vals=vals), refused, self.env.cr.savepoint():
                receipt.with_user(self.support).write({**vals, "allocation_ids": [(5, 0, 0)]})
        with self.assertRaisesRegex(UserError, "R12"), self.env.cr.savepoint():
            self._create_receipt(
                amount=1000, method="acceptance", payer_reference="1234 5678", instrument_id=paper.id
            )
        self._submit_receipt(receipt)
        with self.assertRaisesRegex(UserError, "R12"):
            paper.with_user(self.support).amount = 5

    def test_a_receipt_of_a_paper_needs_the_paper(self):
        receipt = self._create_receipt(amount=1000, method="cheque", payer_reference="77")
        with self.assertRaisesRegex(UserError, "R12"):
            receipt.with_user(self.support).action_submit()

    def test_who_may(self):
        for user in (self.consultant, self.support, self.accountant):
            with self.subTest(user=user.login):
                self._paper(user=user, number=f"N{user.id}")
        for user in (self.leader, self.auditor, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._paper(user=user, number=f"N{user.id}")
        paper = self._paper()
        for user in (self.support, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                paper.with_user(user).unlink()

    def test_the_form(self):
        with Form(self.env["ops.instrument"].with_user(self.support)) as form:
            form.kind = "cheque"
            form.number, form.bank, form.partner_id = "CH1", "CCB", self.customer
            form.amount, form.date_issue = 250, DAY
        paper = form.save()
        self.assertEqual((paper.amount, paper.salesperson_id), (250, self.consultant))

    def test_a_paper_of_yesterday_is_entered_as_such_and_keeps_its_day(self):
        with Form(self.env["ops.instrument"].with_user(self.support)) as form:
            form.kind, form.date_received = "cheque", "2026-01-30"
            form.number, form.bank, form.partner_id = "CH2", "CCB", self.customer
            form.amount, form.date_issue = 250, "2026-01-30"
        paper = form.save()
        self.assertTrue(paper.is_late)
        with self.assertRaisesRegex(AssertionError, "readonly"), Form(paper.with_user(self.support)) as form:
            form.date_received = DAY

    def _duty(self, paper):
        return self.env["ops.obligation"].search(
            [("res_model", "=", "ops.instrument"), ("res_id", "=", paper.id), ("clause_id.code", "=", "R12")]
        )
