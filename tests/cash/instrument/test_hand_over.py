"""Support and finance sign on the screen; before that finance books nothing (R12, R9)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import PIXEL, clause
from ..instrument_common import MORNING, InstrumentCase


@tagged("post_install", "-at_install")
@freeze_time(MORNING)
class TestHandOver(InstrumentCase):
    @clause("R12")
    @clause("R9", part="cheques and bills")
    def test_both_sign_and_the_duty_is_met(self):
        paper = self._paper()
        original = paper._originals("instrument").sudo(False)
        self.assertEqual(
            (original.kind, original.holder_id, original.title), ("instrument", self.support, paper.number)
        )
        mine = paper.with_user(self.support)
        self.assertTrue(mine.can_give)
        form = Form.from_action(self.env(user=self.support), mine.action_open_give())
        self.assertEqual(form.taker_id, self.accountant)
        form.signature = PIXEL
        form.save().action_sign()
        self.assertEqual((paper.state, original.state), ("received", "moving"))
        theirs = paper.with_user(self.accountant)
        theirs.invalidate_recordset()
        self.assertTrue(theirs.can_take)
        form = Form.from_action(self.env(user=self.accountant), theirs.action_open_take())
        form.signature = PIXEL
        form.save().action_sign()
        self.assertEqual((paper.state, paper.handed_to_id), ("handed", self.accountant))
        self.assertEqual(original.holder_id, self.accountant)
        duty = self.env["ops.obligation"].search(
            [("res_model", "=", "ops.instrument"), ("res_id", "=", paper.id), ("clause_id.code", "=", "R12")]
        )
        self.assertEqual(duty.state, "met")

    @clause("R12")
    def test_a_colleague_in_sales_is_not_finance(self):
        paper = self._paper(user=self.consultant)
        original = paper._originals("instrument").sudo(False)
        original.with_user(self.consultant).action_give(self.support.id, PIXEL)
        original.with_user(self.support).action_take(PIXEL)
        self.assertEqual((paper.state, original.holder_id), ("received", self.support))
        for user in (self.accountant, self.support, self.leader):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                paper.with_user(user).write({"state": "handed"})
        self._hand(paper)

    @clause("R12")
    def test_finance_confirms_what_it_has_signed_for(self):
        invoice = self._create_posted_invoice()
        paper = self._paper()
        receipt = self._submit_receipt(self._enter_receipt(paper))
        finance = receipt.with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "signs for it first.*R12"), self.env.cr.savepoint():
            finance.action_ops_approve()
        self.assertEqual(invoice.amount_residual, 1000)
        self._hand(paper)
        finance.action_ops_approve()
        self.assertEqual((receipt.state, invoice.amount_residual), ("approved", 0))

    @clause("R12")
    def test_settings_that_are_empty_are_named(self):
        self._create_posted_invoice()
        receipt = self._submit_receipt(self._enter_receipt(self._hand(self._paper())))
        self.company.ops_notes_account_id = False
        finance = receipt.with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "Notes receivable.*R12"), self.env.cr.savepoint():
            finance.action_ops_approve()
        checks = self.env["ops.selfcheck"].with_user(self.leader)._get_rows()
        found = [row for row in checks if "Notes receivable" in row["text"]]
        self.assertEqual([row["state"] for row in found], ["bad"])
        self.company.ops_notes_account_id = self.notes
        self.notes.reconcile = False
        with self.assertRaisesRegex(UserError, "reconciliation.*R12"), self.env.cr.savepoint():
            finance.action_ops_approve()
        self.notes.reconcile = True
        finance.action_ops_approve()
        self.assertEqual(receipt.state, "approved")
