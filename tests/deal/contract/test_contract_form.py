"""The contract's form while it is filled in: what it lacks is told from the orders as they are saved."""

from odoo import fields
from odoo.tests import Form, tagged

from ...common import clause
from ..common import DealCase


@tagged("post_install", "-at_install")
class TestContractForm(DealCase):
    @clause("W3.D", "W3.E", part="form")
    def test_signature_is_filled_in_on_the_form_of_an_approved_contract(self):
        """Core computes no section of a line in a form's memory: the orders are read as they are saved."""
        order = self._create_order()
        self._approve(order)
        contract = self._approve_contract(self._create_contract(order)).with_user(self.consultant)
        with Form(contract) as form:
            self.assertNotIn("W3.E", form.sign_points)
            form.date_signed = fields.Datetime.now()
            self.assertIn("M7.6", form.sign_points)
            form.customer_signatory = "Mr. Gong"
        self.assertTrue(contract.date_signed)
