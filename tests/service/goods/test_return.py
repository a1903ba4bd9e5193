"""Return and exchange: judged, back into stock, to the maker, credited by what came back (W9)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from .common import GoodsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestReturn(GoodsCase):
    @clause("W9.A")
    def test_nothing_comes_back_before_the_confirmation(self):
        order = self._delivered()
        self._signed(order)
        picking = order.picking_ids.filtered(lambda each: each.state == "done")
        back = self._return(picking, 2)
        with self.assertRaisesRegex(UserError, "W9.A"):
            self._press_validate(back)
        case = self._asked("return", lines=[{"product_id": self.plain.id, "quantity": 2}])
        with self.assertRaisesRegex(UserError, "W9.A"):
            case.action_ops_receive()

    def test_refused_at_the_door_comes_back_with_the_driver(self):
        order = self._delivered()
        picking = order.picking_ids.filtered(lambda each: each.state == "done")
        back = self._return(picking, 2)
        self._press_validate(back)
        self.assertEqual(back.state, "done")

    @clause("W9.B", "W9.C")
    def test_no_step_to_purchasing_without_a_verdict(self):
        case, _order = self._returned()
        self._received(case)
        with self.assertRaisesRegex(UserError, "W9.B"):
            self._line(case, "consultant").action_hand_over()
        for verdict in ("repaired", ""):
            with self.assertRaisesRegex(UserError, "W9.B"):
                self._line(case, "technician").action_judge(verdict)
        for verdict in ("faulty", "as_delivered", "damaged_by_use", "wrong_goods"):
            self._line(case, "technician").action_judge(verdict, "remark")
        with self.assertRaisesRegex(AccessError, "W9.C"):
            self._line(case, "support").action_hand_over()
        self._line(case, "consultant").action_hand_over()
        self.assertEqual(case.ops_step, "purchasing")

    @clause("W9.D")
    def test_credit_note_of_the_returned_quantity(self):
        case, order = self._returned(order=self._invoiced())
        with self.assertRaisesRegex(UserError, "W9.D"):
            case.with_user(self.support).action_ops_credit()
        self._received(case)
        self.assertEqual(order.order_line.qty_delivered, 6)
        self._line(case, "technician").action_judge("faulty")
        self._line(case, "keeper").action_restock()
        self._carry(case, "stock")
        self.assertEqual(case.ops_line_ids.position, "stock")
        self.assertNotEqual(case.ops_step, "solved", "not credited yet")
        with self.assertRaises(AccessError):
            case.with_user(self.technician).action_ops_credit()
        case.with_user(self.support).action_ops_credit()
        note = case.sudo().ops_credit_ids
        self.assertEqual(
            (note.state, note.move_type, note.invoice_line_ids.quantity), ("draft", "out_refund", 4)
        )
        case.with_user(self.support).action_ops_credit()
        self.assertEqual(case.sudo().ops_credit_ids, note, "one draft")
        note.invoice_line_ids.quantity = 5
        with self.assertRaisesRegex(UserError, "W9.D"):
            note.with_user(self.accountant).action_post()
        note.invoice_line_ids.quantity = 4
        note.with_user(self.accountant).action_post()
        self.assertEqual(order.order_line.qty_invoiced, 6)
        self.assertEqual(case.ops_step, "solved")

    @clause("W9.D", part="credit without goods")
    def test_part_of_an_invoice_is_not_credited_while_the_goods_are_there(self):
        order = self._invoiced()
        invoice = order.invoice_ids
        note = invoice.with_user(self.accountant)._reverse_moves(
            [{"ref": "part", "invoice_date": "2026-03-02"}], cancel=False
        )
        note.invoice_line_ids.quantity = 3
        with self.assertRaisesRegex(UserError, "W9.D"):
            note.action_post()
        note.invoice_line_ids.quantity = 10
        note.action_post()
        self.assertEqual(note.state, "posted", "the whole invoice is finance's to correct")

    @clause("W9.E")
    def test_to_the_maker_and_shipped_again(self):
        case, order = self._returned()
        self._received(case)
        self._line(case, "technician").action_judge("faulty")
        self._line(case, "consultant").action_hand_over()
        self._line(case, "purchaser").action_send(self.maker)
        self._carry(case, "maker")
        self._line(case, "purchaser").action_back("repaired")
        self._carry(case, "back")
        self._line(case, "support").action_ship()
        self._carry(case, "ship")
        self.assertEqual(order.order_line.qty_delivered, 10)
        self.assertEqual(case.ops_line_ids.position, "shipped")

    @clause("W9.E", part="the same goods in exchange")
    def test_same_goods_in_exchange_leave_by_the_release_of_their_order(self):
        case, order = self._returned("exchange")
        self._received(case)
        self._line(case, "technician").action_judge("faulty")
        self._line(case, "keeper").action_scrap()
        self._carry(case, "scrap")
        self.assertNotEqual(case.ops_step, "solved")
        self._line(case, "support").action_replace()
        self._carry(case, "replace")
        self.assertEqual(order.order_line.qty_delivered, 10)
        self.assertEqual(case.ops_step, "solved")
        self.assertFalse(case._ops_get_creditable())

    def test_more_than_the_case_received_does_not_leave(self):
        case, _order = self._returned()
        self._received(case)
        self._line(case, "technician").action_judge("as_delivered")
        self._line(case, "support").action_ship()
        move = case.sudo().ops_line_ids.move_ids.filtered(lambda each: each._ops_get_way() == "ship")
        move.product_uom_qty = 9
        move.quantity = 9
        with self.assertRaises(UserError):
            self._press_validate(move.picking_id.with_user(self.keeper))
        self.assertNotEqual(move.state, "done")
