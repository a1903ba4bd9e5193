"""Signed contracts, signed notes and invoices come into custody by themselves (R9, W4.F, M7.6)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import PIXEL, clause
from ...delivery.common import ReleaseCase
from ..custody_common import MONDAY, CustodyCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestOriginal(CustodyCase, ReleaseCase):
    def _of(self, document, kind):
        return self.env["ops.custody"].search(
            [("res_model", "=", document._name), ("res_id", "=", document.id), ("kind", "=", kind)]
        )

    def _signed(self):
        order = self._create_order()
        self._approve(order)
        contract = self._create_contract(order)
        self._sign_contract(contract)
        return contract.with_env(self.env)

    @clause("R9", part="contract")
    def test_a_signed_contract_is_with_its_salesman_and_handed_in(self):
        contract = self._signed()
        original = self._of(contract, "contract")
        self.assertEqual((original.holder_id, original.partner_id), (self.consultant, self.customer))
        self.assertEqual((original.title, original.document_name), (contract.name, contract.display_name))
        self.assertEqual(original.date_carried, contract.date_signed)
        self.assertEqual(self._duties(original).owner_id, self.consultant)
        self.assertEqual(contract.with_user(self.support).custody_count, 1)
        self.assertEqual(self.customer.with_user(self.support).ops_original_count, 1)
        action = original.with_user(self.support).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("ops.contract", contract.id))
        self._move(original, self.consultant, self.support)
        self.assertEqual(self._duties(original).state, "met")

    @clause("R9", part="contract")
    def test_who_archives_the_contract_has_its_original(self):
        contract = self._signed()
        contract.order_ids.with_user(self.support).action_confirm()
        self.assertEqual(contract.state, "entered")
        contract.with_user(self.support).archive_place = "Cabinet A-04"
        original = self._of(contract, "contract")
        original.with_user(self.consultant).action_lose("Left with the customer")
        with self.assertRaisesRegex(UserError, "R9"):
            contract.with_user(self.support).action_archive_original()
        original.with_user(self.consultant).action_find("The customer sent it")
        contract.with_user(self.support).action_archive_original()
        self.assertEqual((original.state, original.holder_id), ("archived", self.support))
        self.assertEqual(original.place, "Cabinet A-04")
        self.assertEqual(original.move_ids.mapped("to_id"), self.consultant | self.support)

    @clause("R9", part="notes")
    def test_a_signed_note_taken_over_is_in_custody(self):
        order = self._running()
        release = self._release(order).with_env(self.env)
        self._ship(self._picking(order))
        release.with_user(self.clerk).write(
            {"note_signed_by": "Mr Wang", "note_scan_ids": [self._sheet(release)]}
        )
        release.with_user(self.clerk).action_hand_in_note()
        self.assertFalse(self._of(release, "delivery_note"))
        release.with_user(self.support).action_take_note()
        original = self._of(release, "delivery_note")
        self.assertEqual((original.holder_id, original.title), (self.support, release.slip_number))
        first, second = original.move_ids
        self.assertEqual((first.to_id, first.date_given), (self.clerk, release.date_note_handed))
        self.assertEqual((second.from_id, second.to_id), (self.clerk, self.support))
        self.assertFalse(self._duties(original))

    @clause("R9", part="invoices")
    def test_the_signed_sheet_of_an_invoice_is_with_who_handed_it_over(self):
        order = self._run()
        move = self._invoice(order)
        request = move.ops_invoice_request_id
        request.with_user(self.clerk).write({"signed_by": "Ms Chen", "sign_scan_ids": [self._sheet(request)]})
        request.with_user(self.clerk).action_hand_over()
        self.assertEqual(self._of(request, "invoice").holder_id, self.clerk)

    def test_what_is_signed_on_no_paper_lies_nowhere(self):
        """By e-mail, or on the screen, there is no original."""
        for vals in ({"way": "mail"}, {"signature": PIXEL}):
            request = self._invoice(self._run()).ops_invoice_request_id
            request.with_user(self.clerk).write({"signed_by": "Ms Chen", **vals})
            request.with_user(self.clerk).action_hand_over()
            self.assertFalse(self._of(request, "invoice"))
        order = self._running()
        release = self._release(order).with_env(self.env)
        self._ship(self._picking(order))
        release.with_user(self.clerk).write({"note_signed_by": "Mr Wang", "note_signature": PIXEL})
        release.with_user(self.clerk).action_hand_in_note()
        release.with_user(self.support).action_take_note()
        self.assertFalse(self._of(release, "delivery_note"))

    def _sheet(self, document):
        """Return a photo of a signed sheet, as a command."""
        return Command.create(
            {"name": "sheet.png", "datas": PIXEL, "res_model": document._name, "res_id": document.id}
        )

    def test_an_original_is_kept_once_and_where_the_clause_is_on(self):
        contract = self._signed()
        keep = self.env["ops.original"]._keep_original
        self.assertFalse(keep("contract", contract, self.support))
        self.assertEqual(keep("list", contract, self.support).holder_id, self.support)
        self._switch(False)
        self.assertFalse(keep("statement", contract, self.support))

    def test_registered_for_a_document(self):
        contract = self._signed()
        vals = {"res_model": "ops.contract", "res_id": contract.id}
        original = self._original(self.support, **vals)
        self.assertEqual(original.document_name, contract.display_name)
        with self.assertRaisesRegex(UserError, "R9"):
            self._original(self.support, res_model="ops.contract", res_id=2**30)
