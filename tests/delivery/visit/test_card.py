"""What is free in the warehouse and the list price of the goods stand on the card before the door."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ...visit.visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestGoodsCard(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods = cls.env["product.product"].create(
            [
                {
                    "name": f"Bearing {number}",
                    "is_storable": True,
                    "list_price": 100 + number,
                    "standard_price": 77.7,
                }
                for number in range(8)
            ]
        )
        cls.shelf = (
            cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1).lot_stock_id
        )

    def _lay(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(product, self.shelf, quantity)

    def _offer(self, visit, products):
        visit.write({"offer_ids": [(0, 0, {"product_id": product.id}) for product in products]})

    def _shown(self, visit, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return visit.with_user(user or self.consultant).customer_html or ""

    @clause("P1.2", part="stock and price")
    def test_what_is_offered_shows_what_is_free_and_its_list_price_never_its_cost(self):
        visit = self._plan()
        self._lay(self.goods[0], 12)
        self._offer(visit, self.goods[:2])
        shown = self._shown(visit)
        self.assertIn("Bearing 0 · 12 Units free", shown)
        self.assertIn("100.00", shown)
        self.assertIn("Bearing 1 · none free", shown)
        self.assertIn("101.00", shown)
        self.assertNotIn("77.7", shown)

    @clause("P1.2", part="when more comes in")
    def test_what_is_on_its_way_says_when(self):
        supplier = self.env.ref("stock.stock_location_suppliers")
        move = self.env["stock.move"].create(
            {
                "product_id": self.goods[2].id,
                "product_uom_qty": 5,
                "location_id": supplier.id,
                "location_dest_id": self.shelf.id,
                "date": "2026-03-09 08:00:00",
            }
        )
        move._action_confirm()
        visit = self._plan()
        self._offer(visit, self.goods[2])
        self.assertIn("none free, more on 2026/03/09", self._shown(visit))

    @clause("P1.2", part="what was ordered last")
    def test_before_anything_is_offered_what_he_ordered_last_is_shown(self):
        self.company.ops_rulebook = False
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.consultant.id,
                "order_line": [(0, 0, {"product_id": self.goods[3].id, "product_uom_qty": 2})],
            }
        )
        order.action_confirm()
        self.company.ops_rulebook = True
        visit = self._plan()
        self.assertIn("Bearing 3", self._shown(visit))
        stranger = self._shown(visit, self.leader)
        self.assertIn("Bearing 3", stranger)
        order.user_id = self.stranger
        self.assertNotIn("Bearing 3", self._shown(visit), "a colleague's order stays closed")

    def test_five_products_cost_no_more_statements_than_one(self):
        visits = [self._plan(date_start=f"2026-03-0{day} 02:00:00") for day in (3, 4)]
        self._offer(visits[0], self.goods[:1])
        self._offer(visits[1], self.goods)
        counts = []
        for visit in visits:
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = visit.with_user(self.consultant)._card_goods()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(rows), 1)
        self.assertEqual(rows[0][1].count("\n"), 4, "no more than one takes in")
        self.assertLessEqual(counts[1], counts[0])
