"""The date of an order: approved with the quotation, that of the confirmation while it runs (W2.E, W3.E)."""

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..quotation_gate import QuotationGateCase

# Who may write a quotation or a running order.
WRITERS = ("consultant", "support", "manager", "leader", "superuser")
CONTEXTS = ({}, {"skip_validation_check": True, "default_state": "sale", "tz": "America/New_York"})


@tagged("post_install", "-at_install")
@clause("W2.E", part="order date")
class TestOrderDate(QuotationGateCase):
    def test_date_of_a_running_order_stays(self):
        """Rates, due dates and what its contract amounts to follow from it."""
        order = self._stage_running(self._create_order())
        before = order.date_order
        for role in WRITERS:
            mine = self._gate_as(order, role)
            for context in CONTEXTS:
                for vals in (
                    {"date_order": "2000-01-01 08:00:00"},
                    {"date_order": "2040-01-01 08:00:00"},
                    {"date_order": "2000-01-01 08:00:00", "state": "sale"},
                    {"date_order": "2000-01-01 08:00:00", "client_order_ref": "PO 7"},
                ):
                    with self.assertRaisesRegex(UserError, r"W3\.E", msg=(role, vals)):
                        mine.with_context(**context).write(vals)
        self.assertEqual(order.date_order, before)

    def test_contract_amounts_to_what_it_did(self):
        """In another currency an old rate would make a contract small."""
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            [
                {"currency_id": dollar.id, "name": "2000-01-01", "rate": 100, "company_id": self.company.id},
                {"currency_id": dollar.id, "name": "2020-01-01", "rate": 1, "company_id": self.company.id},
            ]
        )
        order = self._stage_running(self._create_order())
        rate = order.currency_rate
        with self.assertRaisesRegex(UserError, r"W3\.E"):
            order.with_user(self.support).date_order = "2001-01-01 08:00:00"
        self.assertEqual(order.currency_rate, rate)

    def test_confirmed_at_another_day_than_today(self):
        """Core enters the moment of the confirmation; a client that sends its own sends today's."""
        for date in ("2000-01-01 08:00:00", "2040-01-01 08:00:00"):
            order = self._stage_contract(self._create_order())
            with self.assertRaisesRegex(UserError, r"W3\.E"):
                order.with_user(self.support).write({"state": "sale", "date_order": date})
            self.assertEqual(order.state, "draft")

    def test_the_day_of_the_confirmation_is_entered(self):
        order = self._stage_contract(self._create_order())
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), days=3)):
            order.with_user(self.support).action_confirm()
            self.assertEqual(order.date_order, fields.Datetime.now())
        order.with_user(self.support).date_order = order.date_order  # the same again changes nothing

    def test_with_the_switch_off_it_is_cores(self):
        order = self._gate_document("off")
        order.with_user(self.support).action_confirm()
        order.with_user(self.support).date_order = "2000-01-01 08:00:00"
        self.assertEqual(order.date_order.year, 2000)
