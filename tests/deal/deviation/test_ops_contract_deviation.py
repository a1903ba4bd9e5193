"""Deviations from the approved quotation: one per point, confirmed by manager or leader (W3.C)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import GateCase
from ...common import about, clause
from .common import DeviationCase
from .kinds import KINDS


@tagged("post_install", "-at_install")
class TestOpsContractDeviation(GateCase, DeviationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ddp = cls.env.ref("account.incoterm_DDP")
        cls.stranger = cls.env["res.partner"].create({"name": "Stranger"})
        euro = cls.env.ref("base.EUR")
        euro.active = True
        cls.euro_list = cls.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})

    # ------------------------------------------------------------------
    # Kinds
    # ------------------------------------------------------------------
    @clause("W3.C")
    def test_each_kind_opens_blocks_and_is_confirmed_by_manager_or_leader(self):
        for name, change, kind, old, new, effect in KINDS:
            with self.subTest(name), self._undone():
                order = self._negotiated()
                contract = order.ops_contract_id
                change(self, order)
                self.env.flush_all()
                found = self._deviations(order)
                deviation = found.filtered(lambda d, kind=kind: d.kind == kind)
                self.assertEqual(len(deviation), 1, f"{name}: {found.mapped('display_name')}")
                self.assertRecordValues(
                    deviation, [{"state": "open", "effect": effect, "contract_id": contract.id}]
                )
                self.assertRegex(deviation.approved_value or "", old, name)
                self.assertRegex(deviation.present_value or "", new, name)
                self.assertEqual(order.ops_approval_state, "approved", f"{name}: the approval stays")
                with self.assertRaisesRegex(UserError, r"W3\.C", msg=name):
                    contract.with_user(self.consultant).action_submit()
                for user in (self.consultant, self.support, self.other_manager):
                    with self.assertRaises(UserError, msg=f"{name} by {user.name}"):
                        found.with_user(user).action_confirm()
                self._confirm_deviations(order, self.leader if kind == "major" else self.manager)
                self.assertEqual(set(found.mapped("state")), {"confirmed"}, name)
                self.assertTrue(order._ops_is_approval_valid(), name)
                contract.with_user(self.consultant).action_submit()
                self.assertEqual(contract.state, "submitted", name)

    def test_without_contract_the_rule_of_the_quotation_stays(self):
        order = self._approved()
        order.with_user(self.consultant).order_line[0].price_unit = 95
        self.assertEqual(order.ops_approval_state, "draft")
        self.assertFalse(self._deviations(order))

    def test_nothing_opens_when_nothing_that_was_promised_changes(self):
        order = self._negotiated()
        order.write({"origin": "Fair", "order_line": [(1, order.order_line[0].id, {"sequence": 5})]})
        order.order_line[0].price_unit = 100
        self.assertFalse(self._deviations(order))

    # ------------------------------------------------------------------
    # Life
    # ------------------------------------------------------------------
    @clause("W3.C", part="withdrawn")
    def test_going_back_withdraws(self):
        order = self._negotiated()
        line = order.order_line[0]
        line.price_unit = 95
        line.price_unit = 100
        self.assertEqual(self._deviations(order).mapped("state"), ["withdrawn"])
        self.assertTrue(order._ops_is_approval_valid())
        line.price_unit = 95
        deviation = self._deviations(order)
        self.assertEqual(deviation.mapped("state"), ["open"], "the same point keeps its line")
        self._confirm_deviations(order)
        line.price_unit = 100
        self.assertEqual(deviation.state, "withdrawn")

    @clause("W3.C", part="reopened")
    def test_another_value_opens_a_confirmed_one_again(self):
        order = self._negotiated()
        line = order.order_line[0]
        line.price_unit = 95
        deviation = self._confirm_deviations(order, comment="volume next year")
        self.assertRecordValues(
            deviation,
            [{"state": "confirmed", "confirmed_by_id": self.manager.id, "comment": "volume next year"}],
        )
        line.price_unit = 95.0
        order.origin = "Fair in Canton"
        order.ops_warranty_months = 24
        self.assertEqual(deviation.state, "confirmed", "the same value stays confirmed")
        line.price_unit = 96
        self.assertRecordValues(deviation, [{"state": "open", "confirmed_by_id": False, "comment": False}])
        self.assertIn("96", deviation.present_value)
        self.assertEqual(len(self._deviations(order)), 2)

    def test_what_was_confirmed_is_in_the_log_for_good(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        deviation = self._confirm_deviations(order, self.leader, "agreed on the phone")
        log = self.env["ops.log"].search(
            [("model", "=", "ops.contract.deviation"), ("res_id", "=", deviation.id)], order="id"
        )
        self.assertEqual(log.mapped("event"), ["deviated", "confirmed"])
        self.assertEqual(
            (log[1].user_id, log[1].clause_code, log[1].comment), (self.leader, "W3.C", "agreed on the phone")
        )
        self.assertIn(order.name, log[1].document_name)

    def test_many_lines_are_one_change_and_one_notice(self):
        order = self._negotiated()
        notices = [("partner_ids", "in", self.manager.partner_id.ids), ("model", "=", "ops.contract")]
        before = self.env["mail.message"].search_count(notices)
        order.write({"order_line": [(1, line.id, {"price_unit": 1}) for line in order.order_line]})
        self.assertEqual(len(self._deviations(order, "open")), 2)
        self.assertEqual(self.env["mail.message"].search_count(notices), before + 1)

    def test_taken_from_a_contract_the_quotation_needs_its_approval_again(self):
        order = self._negotiated()
        contract = order.ops_contract_id
        order.order_line[0].price_unit = 95
        contract.with_user(self.support).order_ids = [(3, order.id)]
        self.assertEqual((order.ops_approval_state, order.ops_contract_id.id), ("draft", False))
        self.assertEqual(self._deviations(order).mapped("state"), ["withdrawn"])

    def test_added_to_a_contract_with_a_better_change_it_opens_what_deviates(self):
        order = self._approved()
        order.with_user(self.consultant).order_line[0].price_unit = 120
        self.assertEqual(order.ops_approval_state, "approved")
        self._create_contract(order)
        self.assertEqual(self._deviations(order).mapped(lambda d: (d.kind, d.effect)), [("price", "neutral")])

    def test_void_contract_gives_the_quotation_back_to_its_own_rule(self):
        for confirmed in (False, True):
            with self._undone():
                order = self._negotiated()
                order.order_line[0].price_unit = 95
                if confirmed:
                    self._confirm_deviations(order)
                order.ops_contract_id.with_user(self.support).action_void("deal off", form_returned=True)
                self.assertEqual(order.ops_approval_state, "approved" if confirmed else "draft")
                if confirmed:
                    order.order_line[0].price_unit = 94
                    self.assertEqual(order.ops_approval_state, "draft")

    # ------------------------------------------------------------------
    # What waits
    # ------------------------------------------------------------------
    @clause("W3.D", part="open points")
    def test_signing_names_each_open_point_and_who_confirms_it(self):
        order = self._negotiated()
        contract = self._approve_contract(order.ops_contract_id)
        contract.with_user(self.consultant).action_renegotiate()
        order.order_line[0].price_unit = 95
        order.ops_warranty_months = 24
        with self.assertRaises(UserError) as refused:
            contract.with_user(self.consultant).action_sign()
        text = str(refused.exception)
        for words in (
            "W3.D",
            order.name,
            "Bearing 6204, Price: .*100.00.* → .*95.00.*Manager or a company leader confirms it",
            "Warranty: 12 months → 24 months.*Manager",
        ):
            self.assertRegex(text, words)
        self.assertNotIn("submits it again", text)
        self._confirm_deviations(order)
        self._sign_contract(contract)

    def test_open_worse_deviation_keeps_the_quotation_in_the_house(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 120
        self.assertFalse(order.ops_gate_closed, "a better one does not")
        order.action_quotation_sent()
        order.order_line[0].price_unit = 95
        self.assertTrue(order.ops_gate_closed)
        released = self.env["sale.order"].search([("ops_is_released", "=", True)])
        self.assertNotIn(order, released)
        with self.assertRaisesRegex(UserError, r"95.*Manager or a company leader confirms it \(W3\.C\)"):
            order.action_quotation_send()
        self._confirm_deviations(order)
        self.assertFalse(order.ops_gate_closed)
        self.assertIn(order, self.env["sale.order"].search([("ops_is_released", "=", True)]))
        order.action_quotation_send()

    def test_quotation_under_contract_is_not_submitted_again(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        self.assertFalse(order.ops_can_submit)
        with self.assertRaisesRegex(UserError, r"under the contract .*W3\.C"):
            order.action_ops_submit()

    def test_new_key_product_waits_for_purchasing(self):
        order = self._negotiated()
        order.write({"order_line": [(0, 0, {"product_id": self.key.id, "price_unit": 8000})]})
        deviations = self._deviations(order, "open").with_user(self.manager)
        with self.assertRaisesRegex(UserError, r"Servo drive.*Purchasing \(Purchaser\) answers first"):
            deviations.action_confirm()
        self._answer_purchasing(order)
        deviations.action_confirm()
        self.assertEqual(set(deviations.mapped("state")), {"confirmed"})

    # ------------------------------------------------------------------
    # Four eyes
    # ------------------------------------------------------------------
    @clause("W3.C", part="never by the salesman")
    def test_manager_who_sold_leaves_it_to_a_leader(self):
        rows = [
            ("salesperson", lambda order: order.sudo().write({"user_id": self.manager.id})),
            (
                "contract's holder",
                lambda order: order.ops_contract_id.with_user(self.support).write(
                    {"holder_id": self.manager.id}
                ),
            ),
            (
                "contract's salesperson",
                lambda order: order.ops_contract_id.sudo().write({"user_id": self.manager.id}),
            ),
        ]
        for name, change in rows:
            with self._undone():
                order = self._negotiated()
                change(order)
                order.sudo().order_line[0].price_unit = 95
                deviation = self._deviations(order, "open")
                self.assertNotIn(self.manager, deviation.confirmer_ids, name)
                self.assertFalse(deviation.with_user(self.manager).can_confirm, name)
                with self.assertRaisesRegex(UserError, "never who sold or asked", msg=name):
                    deviation.with_user(self.manager).action_confirm()
                self.assertTrue(deviation.with_user(self.leader).can_confirm, name)
                deviation.with_user(self.leader).action_confirm()

    def test_handing_the_deal_over_afterwards_does_not_help(self):
        order = self._negotiated()
        order.sudo().user_id = self.manager
        order.sudo().order_line[0].price_unit = 95
        order.sudo().user_id = self.colleague
        with self.assertRaisesRegex(UserError, "never who sold or asked"):
            self._deviations(order, "open").with_user(self.manager).action_confirm()

    def test_amount_grown_to_major_is_the_leaders(self):
        order = self._negotiated()
        order.order_line[0].write({"product_uom_qty": 2000, "price_unit": 100})
        deviation = self._deviations(order, "open").filtered(lambda d: d.kind == "major")
        self.assertEqual(deviation.confirmer_ids, self.leader)
        with self.assertRaises(UserError):
            deviation.with_user(self.manager).action_confirm()
        deviation.with_user(self.leader).action_confirm()

    def test_batch_is_all_or_nothing(self):
        first, second = self._negotiated(), self._negotiated()
        second.sudo().user_id = self.manager
        (first | second).sudo().order_line.write({"price_unit": 10})
        deviations = self._deviations(first | second, "open")
        with self.assertRaises(UserError):
            deviations.with_user(self.manager).action_confirm()
        self.assertEqual(set(deviations.mapped("state")), {"open"})
        wizard = (
            self.env["ops.reason"]
            .with_user(self.leader)
            .create({**about(deviations, "confirm"), "reason": "both"})
        )
        wizard.action_confirm()
        self.assertEqual(set(deviations.mapped("comment")), {"both"})

    # ------------------------------------------------------------------
    # Sight
    # ------------------------------------------------------------------
    def test_who_sees_what(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        deviation = self._deviations(order)
        for user in (
            self.consultant,
            self.support,
            self.manager,
            self.leader,
            self.gm,
            self.auditor,
            self.technician,
        ):
            self.assertIn(deviation, self.env["ops.contract.deviation"].with_user(user).search([]), user.name)
        for user in (self.colleague, self.other_manager):
            self.assertFalse(self.env["ops.contract.deviation"].with_user(user).search([]), user.name)

    def test_home_card_of_manager_and_leader(self):
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        for user, count in ((self.manager, 1), (self.leader, 0), (self.consultant, None)):
            cards = {card["key"]: card for card in self.env["ops.home"].with_user(user).get_home()["cards"]}
            card = cards.get("deviations")
            self.assertEqual(card and card["count"], count, user.name)

    # ------------------------------------------------------------------
    # Speed
    # ------------------------------------------------------------------
    def test_twenty_lines_cost_no_more_queries_than_two(self):
        counts = []
        for number in (2, 20):
            order = self._approve(
                self._create_order(products=[(self.plain, 10, 100)] * number, payment_term_id=self.term_30.id)
            )
            self._create_contract(order)
            lines = self.env["sale.order.line"].with_user(self.consultant).browse(order.order_line.ids)
            self.env.flush_all()
            lines.write({"discount": 1})  # caches of rights, translations and posts
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines.write({"price_unit": 90})
            self.env.flush_all()
            opened = self.env.cr.sql_log_count
            self._deviations(order, "open").with_user(self.manager).action_confirm()
            self.env.flush_all()
            counts.append((opened - before, self.env.cr.sql_log_count - opened))
        (open_2, confirm_2), (open_20, confirm_20) = counts
        self.assertLessEqual(open_20, open_2 + 3, counts)
        self.assertLessEqual(confirm_20, confirm_2 + 3, counts)
