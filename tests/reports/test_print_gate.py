"""The paper stands behind the quotation's gate, bears its approvals, and each release is counted."""

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..common import clause
from .common import PaperCase

REPORT = "ops_dept_reports.report_ops_quotation"


@tagged("post_install", "-at_install")
class TestPrintGate(PaperCase):
    @clause("W2.E", part="quotation")
    def test_refused_before_approval_and_after_a_worse_change(self):
        order = self._create_order()
        for user in (self.consultant, self.manager, self.leader):
            with self.assertRaisesRegex(UserError, r"W2\.E"):
                self._print(order, user=user)
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            self.env["ir.actions.report"].sudo()._render_qweb_html(REPORT, order.ids)
        self.assertEqual(order.ops_print_count, 0, "a refusal is no print")

        self._approve(order)
        self.assertIn(order.name, "".join(self._print(order)))
        self.assertEqual(order.ops_print_count, 1)

        order.order_line.price_unit = 90
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            self._print(order)
        self.assertEqual(order.ops_print_count, 1)

    @clause("W2.E", part="quotation")
    def test_one_unapproved_quotation_stops_a_batch(self):
        orders = self.env["sale.order"].union(*(self._create_order() for _order in range(12)))
        for order in orders[:-1]:
            self._approve(order)
        with self.assertRaisesRegex(UserError, orders[-1].name):
            self._print(orders)
        self.assertEqual(set(orders.mapped("ops_print_count")), {0})
        self._approve(orders[-1])
        self.assertEqual(len(self._print(orders)), 12)
        self.assertEqual(set(orders.mapped("ops_print_count")), {1})

    @clause("W2.E", part="paper")
    def test_stamps_of_all_who_approved(self):
        order = self._create_order(products=[(self.key, 40, 8000)])
        self._submit(order)
        self._answer_purchasing(order)
        self._approve(order, self.purchaser, self.manager, self.leader)
        text = self._print_text(order)
        for name in ("Purchaser", "Manager", "Leader"):
            self.assertIn(f"审核{name}", text)
        stamps = order._ops_paper_stamps()
        self.assertEqual(len(stamps), 3)
        for stamp in stamps:
            self.assertIn(stamp["date"].replace(" ", ""), text)
        self.assertNotIn("5,200", text, "purchasing's cost")
        self.assertNotIn("5200", text)

    def test_counter_is_set_by_prints_only(self):
        order = self._approve(self._create_order())
        with self.assertRaises(UserError):
            order.with_user(self.consultant).write({"ops_print_count": 5})
        with self.assertRaises(UserError):
            self._create_order(ops_print_count=5)
        edited = order.write_date, order.write_uid
        self._print(order)
        self._print(order, report="sale.action_report_saleorder")
        self.assertEqual(order.ops_print_count, 2, "core's own paper is a release too")
        self.assertEqual((order.write_date, order.write_uid), edited, "a print is no edit")
        self.assertEqual(order.copy().ops_print_count, 0)


@tagged("post_install", "-at_install")
class TestPrintRoute(HttpCase, PaperCase):
    def test_route_prints_and_counts_once(self):
        self._switch(False)
        order = self._create_order()
        self.consultant.password = "ops_consultant"
        self.authenticate("ops_consultant", "ops_consultant")
        url = f"/report/pdf/ops_dept_reports.ops_quotation/{order.id}"
        response = self.url_open(f'{url}?context={{"force_report_rendering":true}}')
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.content.startswith(b"%PDF"))
        order.invalidate_recordset(["ops_print_count"])
        self.assertEqual(order.ops_print_count, 1)
