"""Deposit, endorsement, discount, clearing, bouncing and return, and what each posts (R12)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import PIXEL, clause
from ..instrument_common import DAY, MORNING, InstrumentCase


@tagged("post_install", "-at_install")
@freeze_time(MORNING)
class TestUse(InstrumentCase):
    def setUp(self):
        super().setUp()
        self.invoice = self._create_posted_invoice()
        self.before = self._sums()

    def _changes(self):
        """Return what was posted since the beginning, account → balance."""
        now = self._sums()
        accounts = set(now) | set(self.before)
        changes = {
            account: round(now.get(account, 0) - self.before.get(account, 0), 2) for account in accounts
        }
        return {account: amount for account, amount in changes.items() if amount}

    def _booked(self, kind="bank_bill", **vals):
        paper = self._paper(kind, **vals)
        self._book(paper)
        return self._as_finance(paper)

    @clause("R12")
    def test_confirmed_deposited_cleared(self):
        for kind, account in (("bank_bill", self.notes), ("cheque", self.cheques)):
            with self.subTest(kind=kind), self.env.cr.savepoint() as point:
                paper = self._booked(kind)
                self.assertEqual(self._changes(), {account: 1000, self.receivable: -1000})
                self.assertEqual(self.invoice.payment_state, "paid")
                paper.action_deposit(self.bank.id)
                self.assertEqual(self._changes(), {account: 1000, self.receivable: -1000})
                paper.action_clear()
                self.assertEqual(self._changes(), {self.transit: 1000, self.receivable: -1000})
                self.assertEqual(paper.sudo().entry_id.journal_id, self.journals[kind])
                notes = self.env["account.move.line"].search([("account_id", "=", account.id)])
                self.assertTrue(all(notes.mapped("reconciled")))
                point.rollback()
                self.env.invalidate_all()

    @clause("R12")
    def test_endorsed_and_discounted(self):
        paper = self._booked()
        payable = self.vendor.property_account_payable_id
        with self.env.cr.savepoint() as point:
            paper.action_endorse(self.vendor.id)
            self.assertEqual(self._changes(), {payable: 1000, self.receivable: -1000})
            item = paper.sudo().entry_id.line_ids.filtered(lambda line: line.account_id == payable)
            self.assertEqual((item.partner_id, item.amount_residual), (self.vendor, 1000))
            self.assertTrue(paper.is_recourse)
            self.assertIn(paper, paper.search([("is_recourse", "=", True)]))
            with self.assertRaisesRegex(UserError, "come back.*R12"):
                paper.action_clear()
            with freeze_time("2026-05-20 02:00:00"):
                paper.action_clear()
            self.assertFalse(paper.is_recourse)
            self.assertEqual(self._changes(), {payable: 1000, self.receivable: -1000})
            point.rollback()
            self.env.invalidate_all()
        for interest in (-1, 1000, 1200):
            with self.assertRaisesRegex(UserError, "R12"), self.env.cr.savepoint():
                paper.action_discount(self.bank.id, interest)
        paper.action_discount(self.bank.id, 12.34)
        self.assertEqual(
            self._changes(), {self.transit: 987.66, self.interest: 12.34, self.receivable: -1000}
        )

    @clause("R12")
    def test_endorsing_after_the_due_date_and_discounting_a_cheque_are_refused(self):
        paper = self._booked()
        with freeze_time("2026-05-21 02:00:00"):
            for act in (
                lambda: paper.action_endorse(self.vendor.id),
                lambda: paper.action_discount(self.bank.id, 5),
            ):
                with self.assertRaisesRegex(UserError, "was due.*R12"), self.env.cr.savepoint():
                    act()
        with self.assertRaisesRegex(UserError, "returned, not endorsed.*R12"), self.env.cr.savepoint():
            paper.action_endorse(self.customer.id)
        cheque = self._hand(self._paper("cheque", number="55"))
        with self.assertRaisesRegex(UserError, "on sight.*R12"), self.env.cr.savepoint():
            self._as_finance(cheque).action_discount(self.bank.id, 5)
        self.assertEqual(self._as_finance(cheque).state, "handed")

    @clause("R12")
    def test_nothing_before_finance_confirmed_the_receipt(self):
        paper = self._as_finance(self._hand(self._paper()))
        acts = {
            "deposit": lambda: paper.action_deposit(self.bank.id),
            "endorse": lambda: paper.action_endorse(self.vendor.id),
            "discount": lambda: paper.action_discount(self.bank.id, 5),
        }
        receipt = self._submit_receipt(self._enter_receipt(paper.with_env(self.env)))
        for name, act in acts.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, "R12"), self.env.cr.savepoint():
                act()
        self._confirm_receipt(receipt)
        self.company.ops_discount_account_id = False
        with self.assertRaisesRegex(UserError, "Interest on discounted bills.*R12"), self.env.cr.savepoint():
            acts["discount"]()
        with self.assertRaisesRegex(UserError, "R12"), self.env.cr.savepoint():
            paper.action_deposit(self.journals["cheque"].id)
        acts["deposit"]()

    @clause("R12")
    def test_bounced_the_debt_is_open_again_and_people_are_told(self):
        ways = {
            "deposited": lambda paper: paper.action_deposit(self.bank.id),
            "cleared": lambda paper: paper.action_deposit(self.bank.id) and paper.action_clear(),
            "endorsed": lambda paper: paper.action_endorse(self.vendor.id),
            "discounted": lambda paper: paper.action_discount(self.bank.id, 12.34),
        }
        for state, act in ways.items():
            with self.subTest(state), self.env.cr.savepoint() as point:
                paper = self._booked()
                receipt = paper.sudo().receipt_id
                act(paper)
                self.assertEqual((paper.state, self.invoice.amount_residual), (state, 0))
                with self.assertRaisesRegex(UserError, "bounced.*R12"), self.env.cr.savepoint():
                    receipt.with_user(self.accountant).action_reverse("wrong")
                with self.assertRaisesRegex(UserError, "R12"):
                    paper.action_bounce(" ")
                with freeze_time("2026-05-22 02:00:00"):
                    paper.action_bounce("not covered")
                self.assertEqual((paper.state, receipt.state), ("bounced", "reversed"))
                self.assertEqual(self._changes(), {})
                self.assertEqual(
                    (self.invoice.amount_residual, self.invoice.payment_state), (1000, "not_paid")
                )
                told = self.env["mail.notification"].search(
                    [("mail_message_id.body", "ilike", "not covered")]
                )
                self.assertLessEqual((self.consultant | self.manager).partner_id, told.res_partner_id)
                original = paper._originals("instrument")
                self.assertEqual((original.state, original.holder_id), ("held", self.accountant))
                point.rollback()
                self.env.invalidate_all()

    @clause("R12")
    def test_returned_with_signature(self):
        paper = self._booked()
        receipt = paper.sudo().receipt_id
        with self.assertRaisesRegex(UserError, "signs.*R12"), self.env.cr.savepoint():
            paper.action_give_back(False, "Mr Wu")
        with self.assertRaisesRegex(UserError, "signs.*R12"), self.env.cr.savepoint():
            paper.action_give_back(PIXEL, " ")
        form = Form.from_action(
            self.env(user=self.accountant),
            paper.with_context(ops_instrument_step="returned").action_open_step(),
        )
        form.signed_by, form.signature = "Mr Wu", PIXEL
        form.save().action_go()
        self.assertEqual((paper.state, receipt.state), ("returned", "reversed"))
        self.assertEqual((self._changes(), self.invoice.amount_residual), ({}, 1000))
        again = self._paper()
        self.assertEqual(again.number_key, paper.number_key, "he may give it again")
        received = self._enter_receipt(again)
        again.with_user(self.support).action_give_back(PIXEL, "Mr Wu")
        self.assertEqual((again.state, received.state), ("returned", "cancel"))

    @clause("R12")
    def test_finance_is_reminded_once_before_it_is_due(self):
        paper = self._booked()
        home = self.env["ops.home"].with_user(self.accountant)
        with freeze_time("2026-05-12 02:00:00"):
            self.assertFalse(home._get_instruments_due_card()["rows"])
            self.assertFalse(self.env["ops.instrument"]._remind_due(self.company))
        with freeze_time("2026-05-13 20:00:00"):
            found = [self.env["ops.instrument"]._remind_due(self.company) for _night in range(2)]
            self.assertEqual([len(papers) for papers in found], [1, 0])
            card = home._get_instruments_due_card()
            self.assertEqual([row["res_id"] for row in card["rows"]], paper.ids)
        told = self.env["mail.notification"].search([("mail_message_id.body", "ilike", paper.number)])
        self.assertIn(self.accountant.partner_id, told.res_partner_id)

    def test_the_steps_by_their_forms(self):
        paper = self._booked()
        for what, fill in (("deposited", {"bank_journal_id": self.bank}), ("cleared", {"date": DAY})):
            form = Form.from_action(
                self.env(user=self.accountant),
                paper.with_context(ops_instrument_step=what).action_open_step(),
            )
            for name, value in fill.items():
                form[name] = value
            form.save().action_go()
            self.assertEqual(paper.state, what)
