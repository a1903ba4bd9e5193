"""The page of a deal: steps and figures follow from its documents, for whoever may read the order."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import DealCase


@tagged("post_install", "-at_install")
class TestOpsDeal(DealCase):
    def _page(self, order, user=None):
        return self.env["ops.deal"].with_user(user or self.consultant).get_deal(order.id)

    def _step(self, page, key):
        return next((step for step in page["steps"] if step["key"] == key), None)

    def _percents(self, page):
        return {figure["key"]: figure["percent"] for figure in page["figures"]}

    def test_the_next_step_moves_with_the_quotation(self):
        order = self._create_order()
        page = self._page(order)
        self.assertEqual(page["next"], "quotation")
        self.assertEqual(self._step(page, "quotation")["status"], "now")
        self._submit(order)
        self.assertIn(self.manager.name, self._step(self._page(order), "quotation")["rows"][0]["text"])
        self._approve(order)
        page = self._page(order)
        self.assertEqual(self._step(page, "quotation")["status"], "done")
        self.assertNotEqual(page["next"], "quotation")
        self.assertEqual(self._percents(page), dict.fromkeys(self._percents(page), 0))

    def test_a_stranger_learns_nothing(self):
        order = self._create_order()
        with self.assertRaises(AccessError):
            self._page(order, self.colleague)
        self.assertEqual(self._page(order, self.leader)["customer"], self.customer.name)

    def test_order_opens_its_page(self):
        order = self._create_order()
        action = order.with_user(self.consultant).action_ops_open_deal()
        self.assertEqual((action["tag"], action["context"]["active_id"]), ("ops_dept.deal", order.id))

    def test_the_page_follows_the_deal_to_the_money(self):
        order = self._confirm(self._create_order())
        page = self._page(order)
        self.assertEqual(self._step(page, "contract")["status"], "done")
        self.assertIn(order.ops_contract_id.name, page["name"])
        self.assertEqual(page["next"], "release")
        self.assertEqual(self._percents(page)["contracted"], 100)
        self._release_all(order)
        page = self._page(order)
        self.assertEqual(page["lines"][0]["released"], order.order_line.product_uom_qty)
        self.assertEqual(page["next"], "delivery")
        self.assertEqual(self._percents(page)["delivered"], 0)
        self.assertEqual([step["key"] for step in page["steps"]][-2:], ["invoice", "receipt"])

    def test_no_more_queries_for_twenty_lines_than_for_two(self):
        counts = []
        for number in (2, 20):
            order = self._create_order(products=[(self.plain, 1, 100)] * number)
            self._page(order)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._page(order)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
