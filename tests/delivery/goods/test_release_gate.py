"""The gate of goods leaving the house: up to what is released, whatever way the goods take (W4.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="gate")
class TestReleaseGate(ReleaseCase):
    def _refused(self, pattern=r"W4\.C"):
        """As the server: a refused call leaves nothing behind."""
        return self.assertRaisesRegex(UserError, pattern)

    # ------------------------------------------------------------------
    # One step
    # ------------------------------------------------------------------
    def test_nothing_leaves_without_a_release(self):
        order = self._running()
        picking = self._picking(order)
        self.assertEqual(picking.state, "assigned")
        with self._refused(r"10 Units would leave, 0 are released.*Sales support requests.*W4\.C"):
            picking.button_validate()
        release = self._release(order, approve=False)
        with self._refused(r"Next to decide: Manager.*W4\.C"):
            picking.button_validate()
        release.with_user(self.manager).action_ops_approve()
        self._ship(picking)
        self.assertEqual((picking.state, self._left(order), release.state), ("done", 10, "done"))
        self.assertTrue(release.date_shipped)
        self.assertEqual(release.line_ids.quantity_shipped, 10)

    def test_partial_release_and_back_order(self):
        order = self._running()
        first = self._release(order, 4)
        picking = self._picking(order)
        with (
            self._refused(r"10 Units would leave, 4 are released.*Sales support requests"),
            self.env.cr.savepoint(),
        ):
            self._ship(picking)
        self._ship(picking, 4)
        self.assertEqual((first.state, self._left(order)), ("done", 4))
        backorder = self._picking(order)
        self.assertEqual(backorder.backorder_id.id, picking.id)
        with self._refused(r"6 Units would leave, 0 are released"), self.env.cr.savepoint():
            self._ship(backorder)
        second = self._release(order)
        self.assertEqual(second.line_ids.quantity, 6)
        self._ship(backorder, 2)
        self.assertEqual((second.state, second.line_ids.quantity_left), ("approved", 4))
        self._ship(self._picking(order))
        self.assertEqual((second.state, self._left(order)), ("done", 10))
        self.assertEqual(second._get_pickings(), order.picking_ids)

    def test_take_released_quantities(self):
        order = self._running()
        self._release(order, 4)
        picking = self._picking(order)
        self.assertTrue(picking.ops_release_missing)
        self.assertTrue(picking.ops_release_partly)
        self.assertRegex(picking.ops_release_text, "10 Units in this delivery, 4 released")
        picking.action_ops_take_released()
        picking.invalidate_recordset()
        self.assertFalse(picking.ops_release_missing)
        self._ship(picking)
        self.assertEqual(self._left(order), 4)

    def test_more_than_released_is_refused(self):
        order = self._running()
        self._release(order)
        picking = self._picking(order)
        with self._refused(r"12 Units would leave, 10 are released.*All 10 ordered are released"):
            self._ship(picking, 12)

    def test_other_goods_on_the_same_transfer_are_refused(self):
        order = self._running()
        self._release(order)
        picking = self._picking(order)
        picking.move_ids = [
            Command.create(
                {
                    "product_id": self.key.id,
                    "product_uom_qty": 1,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                }
            )
        ]
        picking.move_ids[-1].quantity = 1
        with self._refused(r"Servo drive.*without an order line.*W4\.C"):
            picking.button_validate()

    def test_two_lines_of_one_product(self):
        order = self._running(products=[(self.plain, 10, 100), (self.plain, 5, 90)])
        action = order.with_user(self.support).action_ops_request_release()
        with Form(self.env["ops.release"].with_user(self.support).with_context(**action["context"])) as form:
            form.line_ids.remove(0)
        form.record.action_submit()
        form.record.with_user(self.manager).action_ops_approve()
        picking = self._picking(order)
        with self._refused(r"10 Units would leave, 0 are released"), self.env.cr.savepoint():
            self._ship(picking)
        self._ship(picking, 0, 5)
        self.assertEqual(order.order_line.mapped("qty_delivered"), [0, 5])

    def test_unit_of_the_move_differs(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self._create_order(products=[(self.plain, 2, 1200)])
        order.order_line.product_uom_id = dozen
        self._confirm(order)
        release = self._release(order, 1)
        self.assertEqual(release.line_ids.uom_id, dozen)
        picking = self._picking(order)
        move = picking.move_ids
        move.move_line_ids.quantity = 0
        move.move_line_ids.product_uom_id = self.plain.uom_id
        move.move_line_ids.quantity = 13
        with self._refused(r"1\.08.* would leave, 1 are released"), self.env.cr.savepoint():
            self._ship(picking)
        move.move_line_ids.quantity = 12
        self._ship(picking)
        self.assertEqual((self._left(order), release.state), (1, "done"))

    def test_changed_unit_of_the_order_line_changes_no_release(self):
        order = self._running()
        self._release(order, 4)
        self._create_contract(self.env["sale.order"], parent_id=order.ops_contract_id.id)  # by amendment
        order.sudo().order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        balance = order.sudo().order_line._ops_release_balances()[order.order_line.id]
        self.assertAlmostEqual(balance.released, 4 / 12)

    def test_serial_numbers(self):
        product = self._create_product("Gauge", 500, tracking="serial")
        lots = self.env["stock.lot"].create([{"name": f"G{n}", "product_id": product.id} for n in range(3)])
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, 1, lot_id=lot
            )
        order = self._running(products=[(product, 3, 500)])
        self._release(order, 2)
        picking = self._picking(order)
        with self._refused(r"3 Units would leave, 2 are released"), self.env.cr.savepoint():
            self._ship(picking)
        picking.move_ids.move_line_ids[2:].unlink()
        self._ship(picking)
        self.assertEqual(self._left(order), 2)

    def test_only_what_is_picked_counts(self):
        order = self._running(products=[(self.plain, 10, 100), (self.plain, 5, 90)])
        self._release(order, 10, 5)
        release = order.ops_release_ids
        self._ship(self._picking(order), 10, 0)
        self.assertEqual(release.state, "approved")
        picking = self._picking(order)
        picking.move_ids.write({"picked": True})
        self._ship(picking)
        self.assertEqual(release.state, "done")

    # ------------------------------------------------------------------
    # Several steps, drop-ship
    # ------------------------------------------------------------------
    def test_pick_pack_ship_in_two_releases(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self._running()
        steps = order.picking_ids
        self.assertEqual(len(steps), 1)
        self._ship(steps.with_user(self.keeper))  # picking inside the house is free
        pack = (order.picking_ids - steps).with_user(self.keeper)
        self._ship(pack)
        ship = self._picking(order)
        self.assertEqual(ship.move_ids.quantity, 10)
        with self._refused(r"0 are released"), self.env.cr.savepoint():
            self._ship(ship)
        first = self._release(order, 4)
        self._ship(ship, 4)
        second = self._release(order)
        self._ship(self._picking(order))
        self.assertEqual((first | second).mapped("state"), ["done", "done"])
        self.assertEqual(self._left(order), 10)

    def test_drop_ship(self):
        route = self.env.ref("stock_dropshipping.route_drop_shipping", raise_if_not_found=False)
        if not route:
            self.skipTest("stock_dropshipping is not installed")
        product = self._create_product("Pump", 900, route_ids=[Command.set(route.ids)])
        product.seller_ids = [Command.create({"partner_id": self.vendor.id, "price": 500})]
        order = self._running(products=[(product, 3, 900)])
        purchase = order.sudo()._get_purchase_orders()
        purchase.button_confirm()
        picking = purchase.picking_ids.with_user(self.keeper)
        self.assertEqual(picking.location_id.usage, "supplier")
        with self._refused(r"3 Units would leave, 0 are released"), self.env.cr.savepoint():
            self._ship(picking)
        release = self._release(order, 2)
        self._ship(picking, 2)
        self.assertEqual((self._left(order), release.state), (2, "done"))

    # ------------------------------------------------------------------
    # Returns and exchanges
    # ------------------------------------------------------------------
    def test_returns_are_free_and_exchanges_leave_again(self):
        order = self._running()
        release = self._release(order)
        picking = self._ship(self._picking(order))
        back = self._return(picking, 3, exchange=True)
        exchange = self._picking(order)
        self.assertEqual(exchange.move_ids.product_uom_qty, 3)
        with self._refused(r"3 Units would leave, 0 are released"), self.env.cr.savepoint():
            self._ship(exchange)  # not before the others are back
        self._ship(back)
        self.assertEqual(back.state, "done")
        self._ship(exchange)
        self.assertEqual((exchange.state, release.state), ("done", "done"))
        with self._refused(r"W4\.C"), self.env.cr.savepoint():
            self._return(back, 3).button_validate()

    def test_returning_more_than_left_opens_nothing(self):
        order = self._running()
        self._release(order, 2)
        picking = self._ship(self._picking(order), 2)
        back = self._return(picking, 2)
        self._ship(back, 50)
        balance = order.sudo().order_line._ops_release_balances()[order.order_line.id]
        self.assertEqual(balance.left, 2)

    def test_inside_the_house_everything_is_free(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        self._move(self.warehouse.lot_stock_id, shelf)
        self._move(self.suppliers, self.warehouse.lot_stock_id)
        self._move(self.warehouse.lot_stock_id, self.suppliers)
        with self.assertRaisesRegex(UserError, "W9.A"):  # what customers send back has its case
            self._move(self.customers, self.warehouse.lot_stock_id)
        self.env["stock.quant"].with_user(self.keeper).with_context(inventory_mode=True).create(
            {"product_id": self.plain.id, "location_id": shelf.id, "inventory_quantity": 7}
        ).action_apply_inventory()

    def _move(self, source, target):
        move = (
            self.env["stock.move"]
            .with_user(self.keeper)
            .create(
                {
                    "product_id": self.plain.id,
                    "product_uom_qty": 1,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                }
            )
        )
        move._action_confirm()
        move.write({"quantity": 1, "picked": True})
        move._action_done()
        self.assertEqual(move.state, "done")
        return move

    # ------------------------------------------------------------------
    # Paper, numbers of statements
    # ------------------------------------------------------------------
    def test_cores_delivery_slip_waits_for_the_release(self):
        order = self._running()
        picking = self._picking(order)
        report = self.env["ir.actions.report"].with_user(self.keeper)
        for kind in ("html", "text"):
            with self._refused():
                getattr(report, f"_render_qweb_{kind}")("stock.report_deliveryslip", picking.ids)
        self._release(order)
        picking.invalidate_recordset()
        report._render_qweb_html("stock.report_deliveryslip", picking.ids)

    def test_statements_do_not_grow_with_the_lines(self):
        counts = []
        for lines in (2, 20):
            order = self._running(products=[(self.plain, 1, 100)] * lines)
            self._release(order)
            picking = self._picking(order)
            self.env.flush_all()
            self.env.invalidate_all()
            moves = picking.move_ids.with_prefetch()
            moves._ops_check_release()  # warm
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            releases = moves._ops_check_release(lock=True)
            self.assertEqual(releases, order.sudo().ops_release_ids)
            self.assertTrue(picking.ops_release_text)
            counts.append(self.env.cr.sql_log_count - before)
            before = self.env.cr.sql_log_count
            releases._note_shipped()
            counts[-1] += self.env.cr.sql_log_count - before
        self.assertEqual(counts[0], counts[1])

    def test_switched_off_costs_nothing(self):
        self._switch(False)
        statements = []
        order = self._create_order()
        execute = self.env.cr.execute

        def watched(query, *args, **kwargs):
            text = query.code if hasattr(query, "code") else str(query)
            if "ops_release" in text:
                statements.append(text)
            return execute(query, *args, **kwargs)

        self.env.flush_all()
        self.patch(self.env.cr, "execute", watched)
        self._confirm_plainly(order)
        self._ship(self._picking(order))
        self.env.flush_all()
        self.assertEqual(self._left(order), 10)
        self.assertEqual(statements, [])
