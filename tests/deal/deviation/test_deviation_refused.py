"""A decision on a deviation has two sides, and says what the deviation is worth (W3.C)."""

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import clause
from .common import DeviationCase

REASON = "Not below 98"


@tagged("post_install", "-at_install")
class TestDeviationRefused(DeviationCase):
    def _refused(self, user=None):
        """Return an order sold cheaper than approved, which the manager refused, and the deviation."""
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        deviation = self._deviations(order, "open")
        deviation.with_user(user or self.manager).action_refuse(REASON)
        return order, deviation

    # ------------------------------------------------------------------
    # Refuse
    # ------------------------------------------------------------------
    @clause("W3.C", part="refused")
    def test_refused_with_a_reason_keeps_the_contract_and_names_the_salesperson(self):
        order, deviation = self._refused()
        self.assertRecordValues(
            deviation,
            [{"state": "refused", "refused_by_id": self.manager.id, "refusal_reason": REASON}],
        )
        contract = order.ops_contract_id.with_user(self.consultant)
        with self.assertRaisesRegex(UserError, rf"Refused by Manager: {REASON}\. Consultant takes it back"):
            contract.action_submit()
        self.assertIn(REASON, contract.ops_blockers)
        self.assertIn(REASON, order.ops_deviation_text)
        self.assertTrue(order.ops_gate_closed, "what was refused is not shown to the customer")
        log = self.env["ops.log"].search([("model", "=", deviation._name), ("res_id", "=", deviation.id)])
        self.assertEqual((log[:1].event, log[:1].comment, log[:1].user_id), ("refused", REASON, self.manager))

    def test_salesperson_is_told_on_the_contract_and_on_his_first_page(self):
        order, _deviation = self._refused()
        contract = order.ops_contract_id
        told = self.env["mail.message"].search(
            [("model", "=", contract._name), ("res_id", "=", contract.id), ("body", "ilike", REASON)]
        )
        self.assertIn(self.consultant.partner_id, told.notified_partner_ids)
        cards = {
            card["key"]: card for card in self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
        }
        row = next(row for row in cards["contracts"]["rows"] if row["id"] == contract.id)
        self.assertIn("deviation was refused", row["text"])

    def test_taken_back_it_is_withdrawn(self):
        order, deviation = self._refused()
        order.order_line[0].price_unit = 100
        self.assertEqual(deviation.state, "withdrawn")
        order.ops_contract_id.with_user(self.consultant).action_submit()

    def test_another_value_asks_again(self):
        order, deviation = self._refused()
        order.client_order_ref = "PO 7"
        self.assertEqual(deviation.state, "refused", "the same value stays refused")
        order.order_line[0].price_unit = 98
        self.assertRecordValues(
            deviation, [{"state": "open", "refused_by_id": False, "refusal_reason": False}]
        )
        self._confirm_deviations(order)
        order.ops_contract_id.with_user(self.consultant).action_submit()

    def test_who_refused_may_still_confirm(self):
        order, deviation = self._refused()
        deviation = deviation.with_user(self.manager)
        self.assertTrue(deviation.can_confirm)
        self.assertFalse(deviation.can_refuse)
        with self.assertRaisesRegex(UserError, "nothing to decide.*Refused"):
            deviation.action_refuse("again")
        deviation.action_confirm("agreed after all")
        self.assertRecordValues(deviation, [{"state": "confirmed", "refusal_reason": False}])
        order.ops_contract_id.with_user(self.consultant).action_submit()

    def test_a_reason_is_required_whatever_asks(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        deviation = self._deviations(order, "open").with_user(self.manager)
        for reason in (None, "", "   ", True, {"lang": "zh_CN"}):
            with self.assertRaisesRegex(UserError, r"state the reason.*W3\.C"):
                deviation.action_refuse(reason)
        action = deviation.action_open_refuse()
        model = self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])
        with self.assertRaisesRegex(AssertionError, "reason is a required field"):
            Form(model).save()
        wizard = model.create({})
        with self.assertRaisesRegex(UserError, "state the reason"):
            wizard.action_confirm()
        wizard.reason = REASON
        wizard.action_confirm()
        self.assertEqual((deviation.state, deviation.refusal_reason), ("refused", REASON))

    def test_only_who_may_confirm_may_refuse(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        deviation = self._deviations(order, "open")
        for user in (self.consultant, self.support):
            self.assertFalse(deviation.with_user(user).can_refuse)
        for user in (self.consultant, self.support, self.other_manager):
            with self.assertRaises(UserError, msg=user.name):
                deviation.with_user(user).action_refuse(REASON)
        deviation.with_user(self.leader).action_refuse(REASON)
        self.assertEqual(deviation.refused_by_id, self.leader)

    def test_refused_from_contract_list_card_and_form(self):
        for view_type in ("form", "list", "kanban"):
            arch = (
                self.env["ops.contract.deviation"]
                .with_user(self.manager)
                .get_view(view_type=view_type)["arch"]
            )
            self.assertTrue(etree.fromstring(arch).xpath("//button[@name='action_open_refuse']"), view_type)
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        action = order.ops_contract_id.with_user(self.manager).action_refuse_deviations()
        wizard = self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])
        wizard.create({"reason": REASON}).action_confirm()
        self.assertEqual(self._deviations(order).state, "refused")

    # ------------------------------------------------------------------
    # What it is worth
    # ------------------------------------------------------------------
    @clause("W3.C", part="effect on the amount")
    def test_effect_in_money_and_per_cent_adds_up(self):
        order = self._negotiated()
        approved = order.amount_untaxed
        self.assertEqual(approved, 1250)
        order.order_line[0].write({"product_uom_qty": 8, "price_unit": 95, "discount": 10})
        order.write({"order_line": [(2, order.order_line[1].id)]})
        order.write(
            {"order_line": [(0, 0, {"product_id": self.plain.id, "product_uom_qty": 2, "price_unit": 70})]}
        )
        order.ops_warranty_months = 24
        effects = {deviation.kind: deviation for deviation in self._deviations(order)}
        self.assertEqual(
            {kind: round(deviation.effect_amount, 2) for kind, deviation in effects.items()},
            {"quantity": -200, "price": -40, "discount": -76, "removed": -250, "added": 140, "warranty": 0},
        )
        total = sum(deviation.effect_amount for deviation in effects.values())
        self.assertAlmostEqual(total, order.amount_untaxed - approved)
        self.assertAlmostEqual(effects["quantity"].effect_percent, -16)
        self.assertRegex(effects["quantity"].effect_text, r"−.*200\.00.*\(−16\.0 %\)")
        self.assertEqual(effects["warranty"].effect_text, "no amount")

    def test_effect_is_without_tax_where_prices_include_it(self):
        self.tax.price_include_override = "tax_included"
        order = self._create_order(products=[(self.plain, 10, 113)])
        order.order_line.tax_ids = self.tax
        self._approve(order)
        self._create_contract(order)
        self.assertEqual(order.amount_untaxed, 1000)
        order.with_user(self.consultant).order_line.price_unit = 101.7
        deviation = self._deviations(order)
        self.assertAlmostEqual(deviation.effect_amount, -100)
        self.assertAlmostEqual(deviation.effect_percent, -10)
