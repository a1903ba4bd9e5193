"""A contract from its number to the archive, as the roles' users (M7.3, M7.6, W3.D–W3.F, R7)."""

from odoo.tests import tagged

from .common import DealCase


@tagged("post_install", "-at_install")
class TestOpsContract(DealCase):
    def test_formal_contract_from_issue_to_archive(self):
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        self.assertRegex(contract.name, r"^HT-\d{4}-\d{5}$")
        self._sign_contract(contract)
        self.assertEqual(contract.state, "signed")
        order.with_user(self.support).action_confirm()
        self.assertEqual((order.state, contract.state), ("sale", "entered"))
        contract.with_user(self.support).write({"archive_place": "Cabinet 3"})
        contract.with_user(self.support).action_archive_original()
        self.assertEqual(contract.state, "archived")
