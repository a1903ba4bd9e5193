"""What must be known on site of a signed contract: told within a working day (M7.6)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..contract_common import ContractCase

MONDAY = "2026-03-09 02:00:00"
TUESDAY = "2026-03-10 02:00:00"
FRIDAY = "2026-03-13 02:00:00"


@tagged("post_install", "-at_install")
class TestSite(ContractCase):
    def _installed(self, **vals):
        return self._contract(has_installation=True, installer_ids=[(6, 0, self.keeper.ids)], **vals)

    def _owed(self, contract):
        return self._obligations(contract).filtered(lambda owed: owed.clause_id.code == "M7.6")

    @clause("M7.6")
    def test_feasible_before_told_after_and_the_original_is_listed(self):
        with freeze_time(MONDAY):
            order = self._approve(self._create_order())
            unasked = self._create_contract(order, feasible_technique=False, has_installation=True)
            with self.assertRaisesRegex(UserError, r"feasible.*M7\.6"):
                unasked.with_user(self.consultant).action_submit()
            unasked.with_user(self.technician).write({"feasible_technique": "yes"})
            unasked.with_user(self.consultant).installer_ids = self.keeper
            contract = self._sign_contract(unasked)
        owed = self._owed(contract)
        self.assertEqual((owed.owner_id, owed.state), (self.consultant, "open"))
        self.assertEqual(owed.date_due, datetime(2026, 3, 10, 10, 0), "one working day after the signature")
        self.assertTrue(contract.with_user(self.consultant).owes_site_note)
        with freeze_time(TUESDAY):
            mine = contract.with_user(self.consultant)
            with self.assertRaisesRegex(UserError, r"write down.*M7\.6"):
                mine.action_tell_site()
            mine.write({"site_note": "No crane in the hall", "site_requirements": "IP65"})
            mine.action_tell_site()
        self.assertEqual(
            self._notified(contract, "No crane in the hall"), self.manager | self.technician | self.keeper
        )
        self.assertEqual((owed.state, owed.late_hours), ("met", 0))
        self.assertFalse(contract.owes_site_note)
        contract.order_ids.with_user(self.support).action_confirm()
        unarchived = self.env["ops.contract"].with_user(self.support)
        self.assertIn(
            contract.id, unarchived.search(unarchived._ops_my_next_domain()).ids, "original to archive"
        )
        contract.with_user(self.support).archive_place = "Cabinet A"
        contract.with_user(self.support).action_archive_original()
        self.assertNotIn(contract.id, unarchived.search(unarchived._ops_my_next_domain()).ids)

    @clause("M7.6", part="told with the signature")
    def test_what_is_known_is_told_with_the_signature(self):
        with freeze_time(MONDAY):
            contract = self._sign_contract(self._installed(site_note="No crane in the hall"))
        self.assertEqual(
            self._notified(contract, "No crane in the hall"), self.manager | self.technician | self.keeper
        )
        self.assertTrue(contract.date_site_told)
        self.assertFalse(self._owed(contract))

    @clause("M7.6", part="told late")
    def test_a_late_site_note_is_late(self):
        with freeze_time(MONDAY):
            contract = self._sign_contract(self._installed())
        with freeze_time(FRIDAY):
            contract.with_user(self.support).site_note = "Second floor, no lift"
            contract.with_user(self.support).action_tell_site()
        owed = self._owed(contract)
        self.assertEqual((owed.state, contract.site_told_by_id), ("met", self.support))
        self.assertGreater(owed.late_hours, 0)

    def test_goods_alone_ask_for_nothing_and_disturb_nobody(self):
        with freeze_time(MONDAY):
            contract = self._sign_contract(self._contract())
        self.assertFalse(self._owed(contract))
        self.assertFalse(contract.owes_site_note)
        self.assertFalse(self._notified(contract, "site conditions"))

    def test_who_tells_and_when(self):
        contract = self._installed(site_note="No crane")
        with self.assertRaisesRegex(UserError, r"once it is signed.*M7\.6"):
            contract.with_user(self.consultant).action_tell_site()
        self._sign_contract(contract)
        for user in (self.manager, self.technician):
            with self.assertRaises(UserError):
                contract.with_user(user).action_tell_site()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            contract.with_user(self.consultant).date_site_told = False
