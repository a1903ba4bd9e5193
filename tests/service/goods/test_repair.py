"""Repair: received after the confirmation, judged, to the maker by the salesman only, shipped again (W8)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from .common import GoodsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestRepair(GoodsCase):
    @clause("W8.A")
    def test_goods_are_received_after_the_confirmation_only(self):
        lot = self._serial()
        case = self._case("repair", [{"product_id": self.pump.id, "lot_id": lot.id}])
        for ready in (lambda: None, case.action_ops_submit):
            ready()
            with self.assertRaisesRegex(UserError, "W8.A"):
                case.action_ops_receive()
        case.with_user(self.manager).action_ops_approve()
        self._received(case)
        self.assertEqual(case.ops_line_ids.position, "here")
        self.assertEqual(self._at(self.quarantine, lot), 1)

    @clause("W8.B")
    def test_verdict_is_technicals_and_one_of_the_process(self):
        case, _lot = self._repair()
        self._received(case)
        with self.assertRaises(AccessError):
            self._line(case, "support").action_judge("repaired")
        for verdict in ("faulty", "", "approved"):
            with self.subTest(verdict=verdict), self.assertRaisesRegex(UserError, "W8.B"):
                self._line(case, "technician").action_judge(verdict)
        for verdict in ("repaired", "no_fault", "not_repairable"):
            self._line(case, "technician").action_judge(verdict)
        self.assertEqual(case.ops_line_ids.judged_by_id, self.technician)
        with self.assertRaises(UserError):
            self._line(case, "technician").write({"verdict": "repaired"})

    @clause("W8.B")
    def test_repaired_by_a_repair_order_and_shipped_again(self):
        case, lot = self._repair()
        self._received(case)
        with self.assertRaisesRegex(UserError, "W8.B"):
            self._line(case, "support").action_ship()
        action = self._line(case, "technician").action_repair()
        repair = self.env["repair.order"].with_user(self.technician).browse(action["res_id"])
        self.assertEqual((repair.lot_id, repair.under_warranty), (lot, True))
        repair.action_validate()
        repair.action_repair_start()
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(case.ops_line_ids.verdict, "repaired")
        self._line(case, "support").action_ship()
        self._carry(case, "ship")
        self.assertEqual((case.ops_line_ids.position, case.ops_step), ("shipped", "solved"))
        self.assertEqual(self._at(self.quarantine, lot), 0)
        self.assertTrue(case._live_obligations("V5.2", step="feedback"))

    @clause("W8.C")
    def test_to_purchasing_only_not_repairable_with_a_real_fault(self):
        case, _lot = self._repair()
        self._received(case)
        salesman = self._line(case, "consultant")
        with self.assertRaisesRegex(UserError, "W8.B"):
            salesman.action_hand_over()
        for verdict, confirmed in (("repaired", True), ("no_fault", True), ("not_repairable", False)):
            self._line(case, "technician").action_judge(verdict, is_fault_confirmed=confirmed)
            with self.subTest(verdict=verdict), self.assertRaisesRegex(UserError, "W8.C"):
                salesman.action_hand_over()
        self._line(case, "technician").action_judge("not_repairable", is_fault_confirmed=True)
        for user in ("support", "technician", "purchaser", "manager", "leader"):
            with self.subTest(user=user), self.assertRaisesRegex(AccessError, "W8.C"):
                self._line(case, user).action_hand_over()
        salesman.action_hand_over()
        self.assertEqual((case.ops_line_ids.position, case.ops_step), ("purchasing", "purchasing"))
        with self.assertRaisesRegex(UserError, "W8.B"):
            self._line(case, "technician").action_judge("repaired")

    @clause("W8.D", "W8.E")
    def test_customer_us_maker_us_customer_by_serial_number(self):
        case, lot = self._to_maker()
        self.assertEqual((case.ops_step, case.ops_line_ids.position), ("maker", "maker"))
        self.assertEqual(self._at(self.quarantine, lot), 0)
        with self.assertRaisesRegex(UserError, "W8.E"):
            self._line(case, "purchaser").action_back("replaced")
        self._line(case, "purchaser").action_back("replaced", "SN-NEW")
        self._carry(case, "back")
        new = lot.ops_replaced_by_ids
        self.assertEqual((new.name, new.ops_replaces_id), ("SN-NEW", lot))
        self.assertEqual(self._at(self.quarantine, new), 1)
        self._line(case, "support").action_ship()
        self._carry(case, "ship")
        self.assertEqual((case.ops_step, case.ops_line_ids.position), ("solved", "shipped"))
        moves = case.sudo().ops_line_ids.move_ids
        self.assertEqual(
            [move._ops_get_way() for move in moves.sorted("id")], ["receipt", "maker", "back", "ship"]
        )
        self.assertEqual(moves.move_line_ids.lot_id, lot | new)
        self.assertEqual(moves.picking_id.mapped("state"), ["done"] * 4)

    @clause("W8.E")
    def test_repaired_or_refused_by_the_maker_comes_back_as_it_is(self):
        for answer in ("repaired", "refused"):
            with self.subTest(answer=answer):
                case, lot = self._to_maker(f"SN-{answer}")
                self._line(case, "purchaser").action_back(answer)
                self._carry(case, "back")
                self.assertEqual(case.ops_line_ids.position, "back")
                self._line(case, "keeper").action_ship()
                self._carry(case, "ship")
                self.assertEqual(case.ops_line_ids.position, "shipped")
                self.assertFalse(lot.ops_replaced_by_ids)

    def test_customers_own_goods_change_no_value_of_ours(self):
        case, _lot = self._repair()
        before = self.pump.with_company(self.company).total_value
        self._received(case)
        self.pump.invalidate_recordset()
        self.assertEqual(self.pump.with_company(self.company).total_value, before)

    def test_withdrawn_while_with_us_or_the_maker_is_refused(self):
        case, _lot = self._to_maker()
        with self.assertRaisesRegex(UserError, "W8.E"):
            case.with_user(self.support).action_ops_withdraw_case("He wants it back")
        self._line(case, "purchaser").action_back("refused")
        self._carry(case, "back")
        with self.assertRaisesRegex(UserError, "W8.E"):
            case.with_user(self.support).action_ops_withdraw_case("He wants it back")
        self._line(case, "support").action_ship()
        self._carry(case, "ship")
        self.assertEqual(case.ops_step, "solved")

    def test_withdrawn_before_receipt_cancels_the_transfer(self):
        case, _lot = self._repair()
        case.with_user(self.support).action_ops_receive()
        moves = case.sudo().ops_line_ids.move_ids
        case.with_user(self.support).action_ops_withdraw_case("He repaired it himself")
        self.assertEqual(moves.mapped("state"), ["cancel"])

    @clause("W8.B", part="who pays agrees first")
    def test_customer_pays_after_his_yes_only(self):
        case, _lot = self._repair()
        self._received(case)
        self._line(case, "technician").action_judge("no_fault", customer_pays=True)
        action = self._line(case, "technician").action_repair()
        repair = self.env["repair.order"].with_user(self.technician).browse(action["res_id"])
        with self.assertRaisesRegex(UserError, "W8.B"):
            repair.action_validate()
            repair.action_repair_start()

    def _to_maker(self, name="SN-1"):
        case, lot = self._repair(name)
        self._received(case)
        self._line(case, "technician").action_judge("not_repairable", "shaft", is_fault_confirmed=True)
        self._line(case, "consultant").action_hand_over()
        with self.assertRaises(AccessError):
            self._line(case, "support").action_send(self.maker)
        self._line(case, "purchaser").action_send(self.maker, "RMA-1", "2026-03-20")
        self._carry(case, "maker")
        return case, lot
