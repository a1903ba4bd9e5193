"""A release is asked for and decided with the stock in sight (W4.C)."""

from odoo import fields
from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="stock in sight")
class TestStockSight(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scarce = cls._create_product("Gearbox", 700)
        cls._stock(cls.scarce, 6)

    def _lines(self, order):
        return order.sudo()._ops_prepare_release_lines()

    def test_the_proposal_is_what_can_leave(self):
        order = self._running(products=[(self.scarce, 10, 700), (self.plain, 3, 100)])
        self.assertEqual([row[2]["quantity"] for row in self._lines(order)], [6, 3])
        release = self._release(order, approve=False)
        line = release.line_ids[0]
        for user in (self.support, self.manager):
            self.assertRecordValues(
                line.with_user(user),
                [
                    {
                        "quantity_on_hand": 6,
                        "quantity_reserved": 6,
                        "quantity_free": 0,
                        "date_expected": False,
                        "is_short": False,
                    }
                ],
            )
        # what is asked for already is not proposed again, and nothing lies there for the rest
        self.assertEqual(self._lines(order), [])

    def test_goods_reserved_for_others_cannot_leave(self):
        self._running(products=[(self.scarce, 4, 700)])
        order = self._running(products=[(self.scarce, 10, 700)])
        self.assertEqual([row[2]["quantity"] for row in self._lines(order)], [2])
        with self.assertRaisesRegex(UserError, r"10 Units asked for, 2 there; 8 Units have not arrived"):
            self._release(order, 10, approve=False)
        release = order.ops_release_ids
        self.assertTrue(release.line_ids.is_short)
        self.assertEqual(release.line_ids.quantity_lacking, 8)
        self.assertEqual((release.line_ids.quantity_on_hand, release.line_ids.quantity_reserved), (6, 2))

    def test_what_nobody_has_reserved_is_free(self):
        order = self._running(products=[(self.scarce, 6, 700)])
        order.picking_ids.do_unreserve()
        sight = order.sudo().order_line._ops_get_stock_overview()[order.order_line.id]
        self.assertEqual((sight.reserved, sight.free), (0, 6))
        self.assertEqual([row[2]["quantity"] for row in self._lines(order)], [6])

    def test_when_more_is_expected(self):
        day = fields.Datetime.to_datetime("2030-05-06 08:00:00")
        move = self.env["stock.move"].create(
            {
                "product_id": self.scarce.id,
                "product_uom_qty": 20,
                "location_id": self.suppliers.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "date": day,
            }
        )
        move._action_confirm()
        move.date = day
        order = self._running(products=[(self.scarce, 10, 700)])
        release = self._release(order, approve=False)  # six of them
        self.assertEqual(release.line_ids.date_expected, day)

    def test_nothing_lies_there_yet(self):
        product = self._create_product("Made to order", 50)
        order = self._running(products=[(product, 3, 50)])
        self.assertEqual(self._lines(order), [])
        with self.assertRaisesRegex(RedirectWarning, r"Made to order.*3 Units have not arrived.*Purchasing"):
            order.with_user(self.support).action_ops_request_release()

    def test_what_is_not_counted_can_always_leave(self):
        product = self._create_product("Rags", 5, is_storable=False)
        order = self._running(products=[(product, 3, 5), (self.plain, 1, 100)])
        self.assertEqual([row[2]["quantity"] for row in self._lines(order)], [3, 1])

    def test_in_the_unit_of_the_order(self):
        order = self._create_order(products=[(self.plain, 2, 1200)])
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self._confirm(order)
        release = self._release(order, approve=False)
        line = release.line_ids
        self.assertEqual((line.quantity_reserved, line.quantity), (2, 2))
        self.assertAlmostEqual(line.quantity_free, 76 / 12, 2)

    def test_queries_do_not_grow_with_the_lines(self):
        counts = []
        for number in (2, 12):
            order = self._running(products=[(self.plain, 1, 100)] * number)
            release = self._release(order, approve=False)
            for _try in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                release.line_ids.mapped("quantity_free")
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(counts[0], counts[1])
