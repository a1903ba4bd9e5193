"""From what left to its invoice, from the invoice to its money: prefilled, and the way both ways."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ...common import clause, open_next
from ..common import CashCase


@tagged("post_install", "-at_install")
class TestNextDocument(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)

    def _released(self, *shares, products=None):
        """Return a running order, delivered in shares, and its releases."""
        order = self._run(products or [(self.plain, 10, 100)], deliver=False)
        for share in shares:
            self._deliver(order, share)
        return order, self.env["ops.release"].search([("order_id", "=", order.id)], order="id")

    def _open(self, action, user):
        return open_next(action, user)

    def _ship(self, order, quantity):
        """Have so much leave of what is released; the rest stays a back order."""
        picking = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        picking.move_ids.write({"quantity": quantity, "picked": True})
        picking.with_context(skip_backorder=True, picking_ids_not_to_backorder=[]).button_validate()

    def _handed_over(self, request):
        request.with_user(self.support).write({"signed_by": "Ms. Li", "way": "mail"})
        request.with_user(self.support).action_hand_over()
        return request

    # ------------------------------------------------------------------
    # Release → invoice request
    # ------------------------------------------------------------------
    @clause("W6.A", part="from the release")
    def test_shipped_release_offers_the_invoice_of_what_left(self):
        order, release = self._released(0.4)
        self.assertEqual(order.order_line.qty_delivered, 4)
        release = release.with_user(self.support)
        self.assertTrue(release.can_request_invoice)
        request = self._open(release.action_request_invoice(), self.support)
        self.assertEqual((request.state, request.basis, request.order_ids), ("draft", "delivered", order))
        self.assertEqual(request.line_ids.mapped("quantity"), [4])
        again = self._open(release.action_request_invoice(), self.support)
        self.assertEqual(again, request)

    def test_release_offers_nothing_before_goods_left_and_after_all_is_asked_for(self):
        order, release = self._released()
        self._release_all(order)
        release = self.env["ops.release"].search([("order_id", "=", order.id)]).with_user(self.support)
        self.assertEqual((release.state, release.can_request_invoice), ("approved", False))
        # before delivery the order offers it
        self.assertTrue(order.with_user(self.support).ops_can_request_invoice)
        self._deliver(order)
        self.assertEqual((release.state, release.can_request_invoice), ("done", True))
        request = self._open(release.action_request_invoice(), self.support)
        request.action_submit()
        release.invalidate_recordset()
        self.assertFalse(release.can_request_invoice)
        with self.assertRaisesRegex(UserError, r"nothing is to be invoiced.*W6\.A"):
            release.action_request_invoice()

    def test_only_support_is_offered_the_request(self):
        _order, release = self._released(1)
        for user in (self.consultant, self.manager, self.leader, self.keeper, self.clerk):
            with self.subTest(user=user.name):
                self.assertFalse(release.with_user(user).can_request_invoice)

    def test_who_supports_another_team_and_ships_is_offered_nothing_here(self):
        _order, release = self._released(1)
        stranger = new_test_user(
            self.env,
            "ops_both",
            groups="base.group_user,ops_dept.ops_dept_group_sales_support,ops_dept.ops_dept_group_warehouse",
        )
        self.env.flush_all()
        self.env.invalidate_all()
        release = release.with_user(stranger)
        self.assertEqual((release.can_request_invoice, release.invoice_request_count), (False, 0))

    def test_switch_off_release_offers_no_request(self):
        _order, release = self._released(1)
        self._switch(False)
        self.assertFalse(release.with_user(self.support).can_request_invoice)

    def test_invoiced_before_delivery_leaves_nothing_to_ask_for(self):
        order = self._run([(self.plain, 10, 100)], deliver=False)
        request = self._request(order)
        self.assertEqual(request.basis, "ordered")
        self._pass(request)
        self._deliver(order)
        release = self.env["ops.release"].search([("order_id", "=", order.id)])
        self.assertEqual(release.state, "done")
        self.assertFalse(release.with_user(self.support).can_request_invoice)

    # ------------------------------------------------------------------
    # Invoice request → receipt
    # ------------------------------------------------------------------
    @clause("W5.B", part="from the invoice request")
    def test_invoice_request_offers_the_receipt_of_its_invoice(self):
        order, _release = self._released(1)
        request = self._request(order)
        self.assertFalse(request.can_register_receipt)
        self._pass(request)
        for user in (self.consultant, self.support, self.accountant):
            self.assertTrue(request.with_user(user).can_register_receipt, user.name)
        for user in (self.clerk, self.purchaser, self.auditor):
            self.assertFalse(request.with_user(user).can_register_receipt, user.name)
        self._handed_over(request)
        receipt = self._open(request.with_user(self.support).action_register_receipt(), self.support)
        move = request.sudo().move_id
        self.assertEqual(
            (receipt.allocation_ids.move_id, receipt.order_ids, receipt.amount, receipt.amount_advance),
            (move, order, move.amount_total, 0),
        )
        receipt.action_submit()
        request.invalidate_recordset()
        self.assertFalse(request.with_user(self.support).can_register_receipt)

    def test_partly_paid_invoice_still_offers_its_receipt(self):
        order, _release = self._released(1)
        request = self._handed_over(self._pass(self._request(order)))
        receipt = self._open(request.with_user(self.support).action_register_receipt(), self.support)
        receipt.amount = 300
        receipt._onchange_amount()
        receipt.action_submit()
        receipt.with_user(self.accountant).action_ops_approve()
        self.assertEqual(receipt.state, "approved", receipt.sudo().ops_gate_error)
        request.invalidate_recordset()
        request = request.with_user(self.support)
        self.assertTrue(request.can_register_receipt)
        second = self._open(request.action_register_receipt(), self.support)
        self.assertEqual(second.amount, request.move_id.amount_total - 300)
        second.action_submit()
        second.with_user(self.accountant).action_ops_approve()
        request.invalidate_recordset()
        self.assertEqual((request.move_id.payment_state, request.can_register_receipt), ("paid", False))

    # ------------------------------------------------------------------
    # Not saved before its user saves it
    # ------------------------------------------------------------------
    @clause("W6.A", part="nothing numbered is left")
    def test_a_click_on_a_request_saves_nothing(self):
        order, release = self._released(0.4)
        waiting = self._run([(self.plain, 10, 100)], deliver=False)
        self._assert_nothing_saved(
            ("ops.release", waiting.action_ops_request_release),
            ("ops.invoice.request", order.action_ops_request_invoice),
            ("ops.invoice.request", release.action_request_invoice),
        )
        request = self._pass(self._request(order))
        move = request.sudo().move_id
        self._assert_nothing_saved(
            *(("ops.receipt", record.action_ops_register_receipt) for record in (move, order, self.customer))
        )

    def _assert_nothing_saved(self, *steps):
        """Each click opens a prefilled form, and leaves nothing when its user discards it."""
        for model, click in steps:
            with self.subTest(model=model, source=click.__self__._name):
                before = self.env[model].search([])
                action = getattr(click.__self__.with_user(self.support), click.__name__)()
                self.assertFalse(action.get("res_id"))
                form = Form(self.env[model].with_user(self.support).with_context(**action["context"]))
                self.assertTrue(form.partner_id)
                self.assertEqual(self.env[model].search([]), before)

    def test_what_stands_on_the_unsaved_form_is_saved(self):
        order, _release = self._released(0.4)
        action = order.with_user(self.support).action_ops_request_invoice()
        form = Form(self.env["ops.invoice.request"].with_user(self.support).with_context(**action["context"]))
        self.assertEqual((form.basis, form.amount_untaxed, len(form.line_ids)), ("delivered", 400, 1))
        request = form.save()
        self.assertEqual((request.line_ids.quantity, request.amount_untaxed), (4, 400))

    # ------------------------------------------------------------------
    # Both ways, and for whom
    # ------------------------------------------------------------------
    def test_smart_buttons_lead_both_ways(self):
        order = self._run([(self.plain, 10, 100)], deliver=False)
        for _half in range(2):
            release = self.env["ops.release"].with_user(self.support)
            release = release.create({"order_id": order.id, "line_ids": order._ops_prepare_release_lines()})
            release.line_ids.quantity = 5
            release.action_submit()
            release.with_user(self.manager).action_ops_approve()
            self._ship(order, 5)
        releases = self.env["ops.release"].search([("order_id", "=", order.id)], order="id")
        request = self._pass(self._request(order)).with_user(self.support)
        receipt = self._open(request.action_register_receipt(), self.support)
        self.assertEqual(len(releases), 2)
        for release in releases.with_user(self.support):
            self.assertEqual(release.invoice_request_count, 1)
            self.assertEqual(release.action_open_invoice_requests()["res_id"], request.id)
        self.assertEqual((request.release_count, request.receipt_count), (2, 1))
        self.assertEqual(request.action_open_releases()["domain"], [("id", "in", releases.ids)])
        self.assertEqual(request.action_open_receipts()["res_id"], receipt.id)
        self.assertEqual(receipt.invoice_request_count, 1)
        self.assertEqual(receipt.action_open_invoice_requests()["res_id"], request.id)

    def test_smart_buttons_count_what_their_user_may_see(self):
        order, release = self._released(1)
        request = self._pass(self._request(order))
        receipt = self._open(request.with_user(self.support).action_register_receipt(), self.support)
        for user, requests, releases, receipts in (
            (self.consultant, 1, 1, 1),
            (self.leader, 1, 1, 1),
            (self.accountant, 1, 0, 1),
            (self.clerk, 1, 1, 0),
            (self.purchaser, 1, 0, 0),
        ):
            with self.subTest(user=user.name):
                mine = request.with_user(user)
                self.assertEqual((mine.release_count, mine.receipt_count), (releases, receipts))
                if releases:
                    self.assertEqual(release.with_user(user).invoice_request_count, requests)
                if receipts:
                    self.assertEqual(receipt.with_user(user).invoice_request_count, requests)
        self.assertEqual(release.with_user(self.keeper).invoice_request_count, 0)

    def test_many_cost_no_more_queries_than_few(self):
        documents = [self._released(1) for _number in range(6)]
        releases = self.env["ops.release"].union(*(release for _order, release in documents))
        requests = self.env["ops.invoice.request"].union(
            *(self._pass(self._request(order)) for order, _release in documents)
        )

        def count(records, *names):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.support).mapped(lambda record: [record[name] for name in names])
            return self.env.cr.sql_log_count - before

        for records, names in (
            (releases, ("can_request_invoice", "invoice_request_count")),
            (requests, ("can_register_receipt", "release_count", "receipt_count")),
        ):
            count(records, *names)
            self.assertLessEqual(count(records, *names), count(records[:2], *names), records._name)
