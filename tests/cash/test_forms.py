"""No typed change ends in a crash: invoice requests, invoices, receipts and payments."""

from odoo.tests import tagged

from ..form_changes import FormCase
from .common import CashCase
from .receipt_common import ReceiptCase


@tagged("post_install", "-at_install")
class TestInvoiceForms(FormCase, CashCase):
    def test_request(self):
        request = self._request(self._run())
        self._assert_no_crash(request, self.support)
        request.with_user(self.support).action_submit()
        self._assert_no_crash(request, self.support)

    def test_invoice(self):
        order = self._run(deliver=False)
        self._deliver(order, 0.5)
        move = self._invoice(order)
        self._assert_no_crash(move, self.accountant)
        self._assert_no_crash(
            move.browse().with_context(default_move_type="out_invoice"), self.accountant, save=False
        )
        self._assert_no_crash(order, self.support, save=False)

    def test_refund(self):
        move = self._invoice(self._run())
        refund = move.with_user(self.accountant)._reverse_moves()
        self._assert_no_crash(refund, self.accountant, save=False)

    def test_bill(self):
        context = {"default_move_type": "in_invoice", "default_partner_id": self.vendor.id}
        self._assert_no_crash(self.env["account.move"].with_context(**context), self.accountant)


@tagged("post_install", "-at_install")
class TestReceiptForms(FormCase, ReceiptCase):
    def test_receipt(self):
        move = self._create_posted_invoice()
        receipt = self._create_receipt([(move, 400)])
        self._assert_no_crash(receipt.browse(), self.support, self.accountant)
        self._assert_no_crash(receipt, self.support)
        self._submit_receipt(receipt)
        self._assert_no_crash(receipt, self.accountant)
        self._confirm_receipt(receipt)
        self._assert_no_crash(receipt, self.accountant)
        self._assert_no_crash(receipt.payment_id, self.accountant)
        self._assert_no_crash(move, self.accountant)

    def test_payment(self):
        self._assert_no_crash(self.env["account.payment"], self.accountant)
        context = {"default_payment_type": "outbound", "default_partner_type": "supplier"}
        self._assert_no_crash(self.env["account.payment"].with_context(**context), self.accountant)

    def test_promise(self):
        promise = (
            self.env["ops.promise"]
            .with_user(self.consultant)
            .create({"partner_id": self.customer.id, "amount": 100, "date": self.company._ops_today()})
        )
        self._assert_no_crash(promise.browse(), self.consultant)
        self._assert_no_crash(promise, self.consultant)

    def test_call_about_money(self):
        action = self.env["ops.visit"]._open_collection_call(self.customer, self.company)
        calls = self.env["ops.visit"].with_context(**action["context"])
        self._assert_no_crash(calls, self.consultant, view="ops_dept.ops_visit_view_form_call")
