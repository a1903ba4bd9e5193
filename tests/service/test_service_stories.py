"""Cases from the customer's call to his answer, through the hands of everybody (W7, W8, W9, V5.2)."""

import random

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import PIXEL
from .goods.common import GoodsCase

MONDAY = "2026-03-02 02:00:00"
STEPS = 30


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestServiceStories(GoodsCase):
    def test_dispatch_and_sign(self):
        """He calls, technical goes there, he signs, the salesman tells him the outcome."""
        case = self._taken()
        call = self.env["ops.visit"].with_user(self.technician)
        call = call.with_context(**case.action_ops_call()["context"]).create({"talk": "Leaks at the shaft."})
        call.action_close_call()
        case.write({"ops_dispatch_reason": "The seal must be changed there"})
        action = case.action_ops_send_someone()
        visit = self.env["ops.visit"].with_user(self.technician).with_context(**action["context"]).create({})
        visit.action_depart()
        visit.action_arrive()
        visit.action_finish()
        with self.assertRaisesRegex(UserError, "W7.C"):
            visit.action_report()
        visit.write({"work_done": "Seal changed, tested at 8 bar", "parts_used": "1 seal"})
        visit.write({"service_signed_by": "Mr Wang", "service_signature": PIXEL})
        visit.action_report()
        self.assertIn("tested at 8 bar", case.ops_result)
        case.action_ops_solve()
        self.assertEqual(case.ops_step, "solved")
        case.with_user(self.consultant).action_ops_told("phone", "Mr Wang", "content")
        self.assertEqual((case.ops_step, case.closed), ("closed", True))
        self.assertEqual(len(case.ops_contact_ids), 2)
        self.assertFalse(case._live_obligations("W7.D", "V5.2"))
        for user in (self.manager, self.support, self.consultant):
            self.assertEqual(visit.with_user(user).work_done, "Seal changed, tested at 8 bar")
        with self.assertRaises(UserError):
            visit.write({"service_signature": False})

    def test_not_repairable_maker_replaces(self):
        """Its serial number is found on every transfer, and the new one leads to the old one."""
        case, lot = self._repair("SN-77")
        self._received(case)
        value = self.pump.with_company(self.company).total_value
        self._line(case, "technician").action_judge("not_repairable", "burnt", is_fault_confirmed=True)
        self._line(case, "consultant").action_hand_over()
        self._line(case, "purchaser").action_send(self.maker, "RMA-9", "2026-03-09")
        self._carry(case, "maker")
        with freeze_time("2026-03-10 02:00:00"):
            late = self.env["ops.ticket.line"].search([("is_maker_late", "=", True)])
            self.assertEqual(late, case.ops_line_ids.with_env(self.env))
        self._line(case, "purchaser").action_back("replaced", "SN-78")
        self._carry(case, "back")
        self._line(case, "keeper").action_ship()
        self._carry(case, "ship")
        new = lot.ops_replaced_by_ids
        trail = [
            (move_line.lot_id.name, move_line.location_id.usage, move_line.location_dest_id.usage)
            for move_line in case.sudo().ops_line_ids.move_ids.move_line_ids.sorted("id")
        ]
        self.assertEqual(
            trail,
            [
                ("SN-77", "customer", "internal"),
                ("SN-77", "internal", "supplier"),
                ("SN-78", "supplier", "internal"),
                ("SN-78", "internal", "customer"),
            ],
        )
        self.assertEqual(new.ops_replaces_id, lot)
        self.pump.invalidate_recordset()
        self.assertEqual(self.pump.with_company(self.company).total_value, value, "never ours")
        again = self._case("repair", [{"product_id": self.pump.id, "lot_id": new.id}])
        again.action_ops_submit()
        self.assertEqual(again.ops_step, "submitted", "the new one is known as his")

    def test_exchange_with_price_difference(self):
        """What he gets instead has its own quotation, release and invoice; what came back is credited."""
        case, order = self._returned("exchange", 4, self._invoiced())
        self._received(case)
        self._line(case, "technician").action_judge("wrong_goods")
        self._line(case, "keeper").action_restock()
        self._carry(case, "stock")
        self.assertNotEqual(case.ops_step, "solved", "he has nothing for it yet")
        context = case.with_user(self.support).action_ops_offer()["context"]
        self.assertEqual(context["default_ops_ticket_id"], case.id)
        offer = self._create_order(products=[(self.plain, 4, 150)], ops_ticket_id=case.id)
        self._confirm(offer)
        with self.assertRaisesRegex(UserError, "W4.C"):
            self._ship(self._picking(offer))
        self._release(offer)
        self._ship(self._picking(offer))
        case.invalidate_recordset()
        self.assertEqual(case.ops_step, "solved")
        case.with_user(self.support).action_ops_credit()
        note = case.sudo().ops_credit_ids
        note.with_user(self.accountant).action_post()
        difference = offer.amount_untaxed - note.amount_untaxed
        self.assertEqual(difference, 4 * 150 - 4 * 100)
        self.assertEqual((order.order_line.qty_delivered, order.order_line.qty_invoiced), (6, 6))
        self.assertEqual(offer.order_line.qty_delivered, 4)

    def test_withdrawn_while_at_the_maker(self):
        """He wants no more of it: the goods come home first, then they go back to him."""
        case, lot = self._repair()
        self._received(case)
        self._line(case, "technician").action_judge("not_repairable", is_fault_confirmed=True)
        self._line(case, "consultant").action_hand_over()
        self._line(case, "purchaser").action_send(self.maker)
        with self.assertRaisesRegex(UserError, "W8.E"):
            case.with_user(self.support).action_ops_withdraw_case("He bought another one")
        self._carry(case, "maker")
        with self.assertRaisesRegex(UserError, "W8.E"):
            case.with_user(self.support).action_ops_withdraw_case("He bought another one")
        self._line(case, "purchaser").action_back("refused")
        self._carry(case, "back")
        self._line(case, "support").action_ship()
        self._carry(case, "ship")
        self.assertEqual(self._at(self.customers, lot), 1)
        self.assertEqual(self._at(self.quarantine, lot), 0)
        self.assertEqual(case.ops_step, "solved")

    def test_any_order_of_steps_and_cancels_agrees_with_core(self):
        """Stock, order and value say the same as the case, whatever was tried in whichever order."""
        for seed in range(3):
            with self.subTest(seed=seed):
                self._play(random.Random(seed))

    def _play(self, dice):
        case, order = self._returned("return", 4, self._invoiced())
        line = case.ops_line_ids
        total, others = self._total(), self._lying_there()
        self.plain.with_company(self.company).sudo().standard_price = 60
        acts = self._acts(case, dice)
        for step in range(STEPS):
            self._try(dice.choice(acts) if step < STEPS - 5 else lambda: self._withdraw(case))
            case.invalidate_recordset()
            carried = line.sudo()._get_carried()
            here = line.sudo()._get_movable("stock")
            self.assertEqual(self._lying_there() - others, here)
            back = carried["receipt"] - carried["ship"] - carried["replace"]
            self.assertEqual(order.order_line.qty_delivered, 10 - back)
            self.assertEqual(self._total(), total, "nothing is lost")
            self.assertGreaterEqual(here, 0)
            self.assertLessEqual(carried["receipt"], line.quantity)
            product = self.plain.with_company(self.company)
            product.invalidate_recordset()
            ours = product.qty_available + self._lying_there()  # what lies apart is not to be sold
            self.assertAlmostEqual(product.total_value, ours * product.standard_price, 2)
        self.assertGreater(line.sudo()._get_carried()["receipt"], 0, "the dice moved something")

    def _acts(self, case, dice):
        lines = {name: self._line(case, name) for name in ("support", "technician", "keeper", "consultant")}
        buyer = self._line(case, "purchaser")
        return (
            lambda: case.with_user(self.support).action_ops_receive(),
            lambda: lines["technician"].action_judge(dice.choice(("faulty", "wrong_goods"))),
            lines["keeper"].action_restock,
            lines["support"].action_ship,
            lines["consultant"].action_hand_over,
            lambda: buyer.action_send(self.maker),
            lambda: buyer.action_back("repaired"),
            lambda: self._carry_any(case, dice),
            lambda: self._carry_any(case, dice),
            lambda: self._cancel_any(case),
        )

    def _try(self, act):
        try:
            with self.env.cr.savepoint():
                act()
                self.env.flush_all()
        except UserError:
            self.env.invalidate_all()

    def _open(self, case):
        moves = case.sudo().ops_line_ids.move_ids
        return moves.filtered(lambda move: move.state not in ("done", "cancel"))

    def _carry_any(self, case, dice):
        for picking in self._open(case).picking_id:
            keeper = picking.with_user(self.keeper)
            move = keeper.move_ids
            move.write({"quantity": dice.randint(1, int(move.product_uom_qty)), "picked": True})
            keeper._action_done()

    def _withdraw(self, case):
        """Try to end it: refused while goods are with us, else its open transfers end with it."""
        case.with_user(self.support).action_ops_withdraw_case("not any more")

    def _cancel_any(self, case):
        self._open(case).picking_id.with_user(self.keeper).action_cancel()

    def _lying_there(self):
        return self._at(self.quarantine, product=self.plain)

    def _total(self):
        quants = self.env["stock.quant"].search([("product_id", "=", self.plain.id)])
        return sum(quants.mapped("quantity"))
