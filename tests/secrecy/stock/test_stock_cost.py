"""Goods are received, delivered, counted and valued as ever, by who sees no value (DESIGN §11)."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import CostCase


@tagged("post_install", "-at_install")
class TestStockCost(CostCase):
    def test_public_methods_on_values_are_closed(self):
        company = self.company.with_user(self.consultant)
        with self.assertRaises(AccessError):
            company.stock_value()
        with self.assertRaises(AccessError):
            self.env["stock_account.stock.valuation.report"].with_user(self.consultant).get_report_values()
        keeper = self.storeman
        keeper.group_ids |= self.env.ref("stock.group_stock_manager")
        report = self.env["stock.forecasted_product_product"].with_context(warehouse_id=self.warehouse.id)
        header = report.with_user(keeper).get_report_values(self.goods.ids)["docs"]
        self.assertNotIn("value", header)
        self.purchaser.group_ids |= self.env.ref("stock.group_stock_manager")
        self.assertIn("value", report.with_user(self.purchaser).get_report_values(self.goods.ids)["docs"])

    def test_goods_move_and_are_valued_as_ever_in_each_cost_method(self):
        """The storeman receives partly, delivers partly, gets a return: values as if somebody else had done
        it.
        """
        for method in ("standard", "average", "fifo"):
            values = []
            for switch in (True, False):
                with self.subTest(method=method, switch=switch):
                    self._switch(True)
                    category = self.env["product.category"].create(
                        {"name": method, "property_cost_method": method, "property_valuation": "periodic"}
                    )
                    goods = self._create_product(
                        f"P {method}", 9000, standard_price=100, categ_id=category.id
                    )
                    self.goods = goods
                    sale = self._sell(4)
                    self._switch(switch)
                    order = self._purchase(10)
                    receipt = order.picking_ids.with_user(self.storeman)
                    receipt.move_ids.quantity = 6
                    receipt.move_ids.picked = True
                    Form.from_action(self.env(user=self.storeman), receipt.button_validate()).save().process()
                    backorder = order.picking_ids - receipt
                    self.assertEqual(
                        backorder.move_ids.sudo().price_unit, 5000, "the back order keeps its price"
                    )
                    out = self._deliver(sale, 3)
                    rest = self._deliver(sale)
                    wizard = (
                        self.env["stock.return.picking"]
                        .with_user(self.storeman)
                        .with_context(active_id=rest.picking_id.id, active_model="stock.picking")
                        .create({})
                    )
                    wizard.product_return_moves.quantity = 1
                    action = wizard.action_create_returns()
                    back = self.env["stock.picking"].with_user(self.storeman).browse(action["res_id"])
                    back.move_ids.quantity = 1
                    back.move_ids.picked = True
                    back.button_validate()
                    self.assertEqual(back.state, "done")
                    self.env.invalidate_all()
                    values.append(
                        [
                            receipt.move_ids.sudo().value,
                            out.value,
                            rest.value,
                            back.move_ids.sudo().value,
                            goods.sudo().standard_price,
                            goods.sudo().total_value,
                        ]
                    )
            self.assertEqual(values[0], values[1])
            self.assertEqual(values[0][0], 30000)

    def test_stock_by_lots_with_their_own_cost(self):
        category = self.env["product.category"].create({"name": "avco", "property_cost_method": "average"})
        self.goods = self._create_product(
            "By lot", 900, standard_price=10, categ_id=category.id, tracking="lot", lot_valuated=True
        )
        picking = self._purchase(2).picking_ids.with_user(self.storeman)
        lot = (
            self.env["stock.lot"].with_user(self.storeman).create({"name": "A", "product_id": self.goods.id})
        )
        picking.move_ids.move_line_ids.write({"lot_id": lot.id, "quantity": 2})
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(lot.sudo().standard_price, 5000)
        sale = self._sell(1)
        self.assertEqual(self._deliver(sale).value, 5000)
        with self.assertRaises(AccessError):
            lot.read(["standard_price"])

    def test_inventory_scrap_and_internal_transfer_by_the_storeman(self):
        quant = self.env["stock.quant"].with_user(self.storeman).with_context(inventory_mode=True)
        quant = quant.create(
            {
                "product_id": self.goods.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "inventory_quantity": 90,
            }
        )
        quant.action_apply_inventory()
        scrap = (
            self.env["stock.scrap"]
            .with_user(self.storeman)
            .create({"product_id": self.goods.id, "scrap_qty": 1})
        )
        scrap.action_validate()
        self.assertEqual(scrap.state, "done")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        picking = (
            self.env["stock.picking"]
            .with_user(self.storeman)
            .create(
                {
                    "picking_type_id": self.warehouse.int_type_id.id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "location_dest_id": shelf.id,
                    "move_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": self.goods.id,
                                "product_uom_qty": 2,
                                "location_id": self.warehouse.lot_stock_id.id,
                                "location_dest_id": shelf.id,
                            },
                        )
                    ],
                }
            )
        )
        picking.action_confirm()
        twin = picking.copy()
        twin.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(twin.state, "confirmed" if not twin.move_ids.quantity else "assigned")

    def test_repair_by_technical(self):
        """Of our own stock: a customer's goods are repaired on his case (W8.A)."""
        repair = (
            self.env["repair.order"]
            .with_user(self.technician)
            .create(
                {
                    "product_id": self.goods.id,
                    "move_ids": [
                        (0, 0, {"repair_line_type": "add", "product_id": self.goods.id, "product_uom_qty": 1})
                    ],
                }
            )
        )
        repair.action_validate()
        repair.action_repair_start()
        repair.move_ids.quantity = 1
        repair.move_ids.picked = True
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(
            repair.move_ids.sudo().filtered(lambda m: m.product_id == self.goods).mapped("state")[:1],
            ["done"],
        )
