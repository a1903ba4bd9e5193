"""Promises to pay: given in a talk, kept or broken by what is received, never by hand (W5.A)."""

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...common import clause
from ..receipt_common import ReceiptCase

# Noon in China; the day on which it is promised, and days after it.
GIVEN, SOON, TENTH, LATER = "2026-02-02 04:00:00", "2026-02-05", "2026-02-10", "2026-02-20"


@tagged("post_install", "-at_install")
@freeze_time(GIVEN)
class TestPromise(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _promise(self, amount=1000, date=TENTH, user=None, **vals):
        promises = self.env["ops.promise"].with_user(user or self.consultant)
        vals = {"partner_id": self.customer.id, "amount": amount, "date": date, **vals}
        return promises.create(vals).with_env(self.env)

    def _receive(self, amount, date=SOON, **vals):
        with freeze_time(f"{date} 04:00:00"):
            return self._confirm_receipt(self._create_receipt(amount=amount, date_received=date, **vals))

    def _night_after(self, day):
        """Let the nightly job run when the day is over."""
        with freeze_time(f"{day} 20:20:00"):
            self.env["ops.promise"]._settle_due(self.company)

    @clause("W5.A")
    def test_a_promise_given_in_a_call_is_broken_by_one_yuan(self):
        action = (
            self.env["ops.visit"]
            .with_user(self.consultant)
            ._open_collection_call(self.customer, self.company)
        )
        call = self.env["ops.visit"].with_user(self.consultant).with_context(**action["context"]).create({})
        self.assertTrue(call.asks_promise)
        call.promise_ids = [Command.create({"amount": 1000, "date": TENTH})]
        promise = call.promise_ids.with_env(self.env)
        self.assertEqual((promise.partner_id, promise.user_id), (self.customer, self.consultant))
        self.assertEqual((promise.state, promise.name[:3]), ("open", "CN-"))
        self._receive(999, TENTH)
        self.assertEqual((promise.state, promise.amount_received), ("open", 999))
        self._night_after("2026-02-09")
        self.assertEqual(promise.state, "open", "the day is not over")
        self._night_after(TENTH)
        self.assertEqual(promise.state, "broken")
        with freeze_time("2026-02-11 04:00:00"):
            self._receive(1, "2026-02-11")
            self.assertEqual(promise.state, "broken", "a day too late")
            card = self.env["ops.home"].with_user(self.consultant)._get_promises_card()
            self.assertEqual([row["res_id"] for row in card["rows"]], promise.ids)
            self.assertTrue(card["rows"][0]["is_late"])

    def test_it_is_kept_as_soon_as_the_money_is_confirmed(self):
        promise = self._promise()
        receipt = self._create_receipt(amount=1000, date_received="2026-02-02")
        self._submit_receipt(receipt)
        self.assertEqual(promise.state, "open", "entered is not received")
        self._confirm_receipt(receipt)
        self.assertEqual((promise.state, promise.amount_received), ("kept", 1000))
        self._night_after(TENTH)
        self.assertEqual(promise.state, "kept")

    def test_what_was_received_before_it_does_not_keep_it(self):
        self._receive(1000, "2026-02-01")
        promise = self._promise()
        self.assertEqual(promise.amount_received, 0)

    def test_money_counts_once_for_the_earliest_promise(self):
        late = self._promise(500, LATER)
        early = self._promise(1000, TENTH)
        self._receive(1200)
        self.assertEqual((early.state, early.amount_received), ("kept", 1000))
        self.assertEqual((late.state, late.amount_received), ("open", 200))
        self._receive(300, "2026-02-15")
        self.assertEqual(late.state, "kept")

    def test_a_promise_of_an_invoice_is_kept_by_what_pays_that_invoice(self):
        invoice, other = self._create_posted_invoice(), self._create_posted_invoice(amount=800)
        promise = self._promise(1000, invoice_ids=[Command.set(invoice.ids)])
        self._receive(800, allocation_ids=self._rows((other, 800)))
        self.assertEqual((promise.state, promise.amount_received), ("open", 0))
        self._receive(1000, allocation_ids=self._rows((invoice, 1000)))
        self.assertEqual(promise.state, "kept")

    def _rows(self, *rows):
        return [Command.create({"move_id": move.id, "amount": amount}) for move, amount in rows]

    def test_money_that_goes_back_breaks_what_was_kept(self):
        promise = self._promise()
        receipt = self._receive(1000)
        self.assertEqual(promise.state, "kept")
        with freeze_time("2026-02-12 04:00:00"):
            receipt.with_user(self.accountant).action_reverse("The cheque bounced")
        self.assertEqual((promise.state, promise.amount_received), ("broken", 0))

    def test_in_another_currency(self):
        euro = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "EUR")])
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": "2026-01-01", "rate": 0.5, "company_id": self.company.id}
        )
        promise = self._promise(500, currency_id=euro.id)
        self._receive(999)
        self.assertEqual((promise.state, promise.amount_received), ("open", 499.5))
        self._receive(1)
        self.assertEqual(promise.state, "kept")

    def test_who_puts_it_off_leaves_a_trace(self):
        promise = self._promise()
        promise.with_user(self.consultant).date = LATER
        self.assertEqual(str(promise.date_first), TENTH)
        promise.with_user(self.consultant).date = "2026-02-25"
        self.assertEqual(str(promise.date_first), TENTH)
        self._night_after(TENTH)
        self.assertEqual(promise.state, "open")

    def test_nobody_types_what_became_of_it(self):
        promise = self._promise()
        self._night_after(TENTH)
        for user in (self.consultant, self.manager, self.leader):
            for vals in ({"state": "kept"}, {"amount_received": 1000}, {"amount": 1}, {"date": LATER}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(UserError):
                    promise.with_user(user).write(vals)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                promise.with_user(user).unlink()
        for vals in ({"state": "kept"}, {"amount_received": 1000}, {"date_made": "2025-01-01"}):
            with self.subTest(created=vals), self.assertRaises(UserError):
                self._promise(**vals)
        copied = promise.with_user(self.consultant).copy({"date": LATER})
        self.assertEqual((copied.state, copied.amount_received), ("open", 0))

    def test_what_is_no_promise_is_refused(self):
        with self.assertRaisesRegex(UserError, "W5.A"):
            self._promise(date="2026-02-01")
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._promise(amount=0)

    def test_who_reads_it(self):
        stranger = new_test_user(self.env, "stranger", "base.group_user,ops_dept.ops_dept_group_consultant")
        promise = self._promise(user=self.consultant)
        for user, reads in (
            (self.consultant, True),
            (self.support, True),
            (self.manager, True),
            (self.leader, True),
            (self.accountant, True),
            (self.other_manager, False),
            (stranger, False),
        ):
            with self.subTest(user.login):
                self.assertEqual(promise.with_user(user).has_access("read"), reads)
        with self.assertRaises(AccessError):
            promise.with_user(stranger).note = "x"

    def test_statements_are_the_same_for_one_and_many(self):
        counts = []
        for number in (1, 20):
            for index in range(number):
                self._promise(10 + index, LATER)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["ops.promise"]._settle(self.company, self.customer)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)


@tagged("post_install", "-at_install")
@freeze_time(GIVEN)
class TestPress(ReceiptCase):
    @clause("W5.A", part="whom to press")
    def test_who_owes_past_its_day_is_listed_with_his_promise(self):
        invoice = self._create_posted_invoice()
        self._create_posted_invoice(amount=500, date="2026-03-20")
        files = self.env["ops.customer"].with_user(self.consultant)
        customer = self.env["ops.customer"]._get_of(self.customer, self.company)
        customer = customer or self.env["ops.customer"].create(
            {"partner_id": self.customer.id, "company_id": self.company.id}
        )
        customer = customer.with_user(self.consultant)
        self.assertEqual(customer.amount_overdue, invoice.amount_residual)
        self.assertEqual((customer.date_overdue, customer.overdue_count), (invoice.invoice_date_due, 1))
        self.assertIn(customer, files.search([("amount_overdue", ">", 0)]))
        self.assertNotIn(customer, files.search([("amount_overdue", ">", invoice.amount_residual)]))
        self.env["ops.promise"].with_user(self.consultant).create(
            {"partner_id": self.customer.id, "amount": 400, "date": TENTH}
        )
        customer.invalidate_recordset()
        self.assertIn("400", customer.promise_text)
        context = customer.action_call()["context"]
        self.assertEqual(
            (context["default_partner_id"], context["default_channel"]), (self.customer.id, "outbound")
        )

    def test_many_customers_cost_no_more_statements(self):
        partners = self.env["res.partner"].create([{"name": f"C {n}", "is_company": True} for n in range(40)])
        files = self.env["ops.customer"].create(
            [{"partner_id": partner.id, "company_id": self.company.id} for partner in partners]
        )
        counts = []
        for some in (files[:2], files):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("amount_overdue"), some.mapped("promise_text")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
