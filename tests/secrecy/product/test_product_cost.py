"""Products, vendors, labels and what makes prices out of cost: applied, never shown (DESIGN §11)."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import BLIND, COST, CostCase


@tagged("post_install", "-at_install")
class TestProductCost(CostCase):
    def test_vendor_and_lead_time_stay_visible(self):
        for role in BLIND:
            seller = self.seller.with_user(getattr(self, role))
            self.env.invalidate_all()
            self.assertEqual(
                seller.read(["partner_id", "delay", "min_qty"])[0]["delay"],
                14,
                f"{role} plans with lead times",
            )
        vendors = self.goods.with_user(self.consultant)._select_seller(quantity=1)
        self.assertEqual(vendors.partner_id, self.vendor)

    def test_labels_print_without_cost(self):
        for name in ("product.report_producttemplatelabel2x7", "product.report_producttemplatelabel4x12"):
            data = {
                "active_model": "product.product",
                "quantity_by_product": {str(self.goods.id): 1},
                "layout_wizard": self.env["product.label.layout"]
                .with_user(self.consultant)
                .create({"product_ids": [(6, 0, self.goods.ids)], "print_format": "2x7xprice"})
                .id,
                "price_included": True,
            }
            html = (
                self.env["ir.actions.report"]
                .with_user(self.consultant)
                ._render_qweb_html(name, [], data=data)[0]
            )
            self.assertNotIn(b"4,321", html)

    def test_product_keeper_without_cost(self):
        """Who maintains products, but is none of those roles, creates and copies them without seeing their
        cost.
        """
        keeper = self.clerk
        keeper.group_ids |= self.env.ref("product.group_product_manager")
        with Form(self.env["product.template"].with_user(keeper)) as form:
            form.name = "New pump"
        template = form.record
        template.product_variant_id.name = "Newer pump"
        twin = self.goods_tmpl.with_user(keeper).copy()
        self.assertTrue(twin.product_variant_id)
        self.assertFalse(twin.sudo().standard_price)

    def test_quotation_by_the_screen(self):
        with Form(self.env["sale.order"].with_user(self.consultant)) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.goods
                line.product_uom_qty = 3
        order = form.record
        self.assertEqual(order.order_line.price_unit, 9000)

    # ------------------------------------------------------------------
    # Round about: what makes prices out of cost
    # ------------------------------------------------------------------
    def test_price_rules_from_cost_are_applied_but_not_shown(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Cost plus",
                "item_ids": [
                    (0, 0, {"compute_price": "formula", "base": "standard_price", "price_markup": 25}),
                ],
            }
        )
        chained = self.env["product.pricelist"].create(
            {
                "name": "Chained",
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "compute_price": "formula",
                            "base": "pricelist",
                            "base_pricelist_id": pricelist.id,
                            "price_discount": 10,
                        },
                    ),
                ],
            }
        )
        price = COST * 1.25
        for user in (self.manager, self.consultant):
            self.env.invalidate_all()
            order = self._create_order(user=user, products=[], pricelist_id=pricelist.id, order_line=[])
            with Form(order.with_user(user)) as form, form.order_line.new() as line:
                line.product_id = self.goods
                line.product_uom_qty = 2
            self.assertAlmostEqual(order.order_line.price_unit, price, 2)
            self.assertEqual(order.order_line.pricelist_item_id, pricelist.item_ids)
            order = self._create_order(user=user, products=[], pricelist_id=chained.id, order_line=[])
            with Form(order.with_user(user)) as form, form.order_line.new() as line:
                line.product_id = self.goods
            self.assertAlmostEqual(
                order.order_line.price_unit * (1 - order.order_line.discount / 100), price * 0.9, 2
            )
        items = self.env["product.pricelist.item"]
        self.assertEqual(len(items.with_user(self.manager).search([("pricelist_id", "=", pricelist.id)])), 1)
        self.assertFalse(items.with_user(self.consultant).search([("pricelist_id", "=", pricelist.id)]))
        self.assertTrue(items.with_user(self.consultant).search([("pricelist_id", "=", chained.id)]))
        with self.assertRaises(AccessError):
            pricelist.item_ids.with_user(self.consultant).read(["price_markup"])
        self.assertEqual(len(pricelist.with_user(self.consultant).item_ids), 0)
        self._switch(False)
        self.env.invalidate_all()
        self.assertEqual(len(pricelist.with_user(self.consultant).item_ids), 1)
