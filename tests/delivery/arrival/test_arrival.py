"""A release needs goods that arrived, or sales support's confirmation by hand (W4.B)."""

from contextlib import contextmanager

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...common import clause
from ..common import ReleaseCase


class ArrivalCase(ReleaseCase):
    """Orders of a product of which nothing lies there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scarce = cls._create_product("Gearbox", 700)

    def _order(self, quantity=10, **vals):
        return self._running(products=[(self.scarce, quantity, 700)], **vals)

    def _draft(self, order, quantity=10):
        """Return a release as sales support writes it by hand, past the button."""
        return (
            self.env["ops.release"]
            .with_user(self.support)
            .create(
                {
                    "order_id": order.id,
                    "line_ids": [
                        Command.create({"order_line_id": order.order_line.id, "quantity": quantity})
                    ],
                }
            )
        )

    def _by_hand(self, order, quantity=10, reason="consignment", user=None, **vals):
        return (
            self.env["ops.arrival"]
            .with_user(user or self.support)
            .create({"order_line_id": order.order_line.id, "quantity": quantity, "reason": reason, **vals})
        )

    def _receive(self, quantity):
        """Take goods in, as a receipt does, and let core reserve them for who waits."""
        self._stock(self.scarce, quantity)
        self.env.invalidate_all()

    @contextmanager
    def _not_arrived(self, pattern="have not arrived"):
        with self.assertRaisesRegex(UserError, pattern), self.env.cr.savepoint():
            yield


@tagged("post_install", "-at_install")
class TestArrival(ArrivalCase):
    @clause("W4.B")
    def test_nothing_leaves_that_did_not_arrive(self):
        order = self._order()
        with self.assertRaises(RedirectWarning) as refused:
            order.with_user(self.support).action_ops_request_release()
        self.assertIn("Gearbox", refused.exception.args[0])
        self.assertEqual(refused.exception.args[1]["res_model"], "ops.arrival.confirm")
        draft = self._draft(order)
        self.assertIn("10 Units have not arrived", draft.ops_blockers)
        with self._not_arrived(r"0 there; 10 Units have not arrived\. Purchasing"):
            draft.action_submit()
        self._receive(4)
        with self._not_arrived(r"4 there; 6 Units have not arrived"):
            draft.action_submit()
        draft.line_ids.quantity = 4
        draft.action_submit()
        draft.with_user(self.manager).action_ops_approve()
        self.assertEqual(draft.state, "approved")

    @clause("W4.B")
    def test_the_purchase_receipt_of_the_line_counts(self):
        routes = self.warehouse.mto_pull_id.route_id | self.warehouse.buy_pull_id.route_id
        routes.active = True
        self.scarce.write(
            {
                "route_ids": [Command.set(routes.ids)],
                "seller_ids": [Command.create({"partner_id": self.vendor.id, "price": 500})],
            }
        )
        order = self._order()
        purchase = order.sudo()._get_purchase_orders()
        self.assertTrue(purchase)
        purchase.button_confirm()
        draft = self._draft(order)
        with self._not_arrived(r"Purchasing expects goods on"):
            draft.action_submit()
        receipt = purchase.picking_ids
        receipt.move_ids.quantity = 7
        receipt.move_ids.picked = True
        receipt.with_context(skip_backorder=True, picking_ids_not_to_backorder=receipt.ids).button_validate()
        other = self._order()
        with self._not_arrived(r"0 there"):
            self._draft(other).action_submit()
        with self._not_arrived(r"7 there; 3 Units"):
            draft.action_submit()
        draft.line_ids.quantity = 7
        draft.action_submit()
        self.assertEqual(draft.state, "submitted")

    @clause("W4.B")
    def test_two_releases_do_not_count_the_same_goods(self):
        first, second = self._order(), self._order()
        self._receive(10)
        self.assertFalse(first.picking_ids.move_ids.quantity, "free, nothing is reserved")
        one = self._draft(first)
        one.action_submit()
        two = self._draft(second)
        with self._not_arrived(r"0 there; 10 Units"):
            two.action_submit()
        two.line_ids.quantity = 1
        with self._not_arrived(r"0 there; 1 Units"):
            two.action_submit()
        one.with_user(self.manager).action_ops_approve()
        with self._not_arrived(r"0 there; 1 Units"):
            two.action_submit()
        self._receive(1)
        two.action_submit()
        one.with_user(self.support).action_cancel()
        two.with_user(self.manager).action_ops_approve()
        self.assertEqual(two.state, "approved")

    def test_two_lines_of_one_release_do_not_count_the_same_goods(self):
        order = self._running(products=[(self.scarce, 3, 700), (self.scarce, 3, 700)])
        self._receive(4)
        rows = order.sudo()._ops_prepare_release_lines()
        self.assertEqual([row[2]["quantity"] for row in rows], [3, 1])
        with self._not_arrived(r"3 Units asked for, 1 there; 2 Units"):
            self._release(order, 3, 3, approve=False)

    def test_goods_gone_between_the_request_and_the_approval(self):
        order = self._order()
        self._receive(10)
        release = self._release(order, approve=False)
        self._receive(-4)
        with self._not_arrived(r"6 there; 4 Units"):
            release.with_user(self.manager).action_ops_approve()
        self._receive(4)
        release.with_user(self.manager).action_ops_approve()
        self.assertEqual(release.state, "approved")

    def test_an_approved_release_stays_when_the_goods_are_gone(self):
        order = self._order()
        self._receive(10)
        release = self._release(order)
        self._receive(-10)
        self.assertEqual(release.state, "approved")
        self.assertFalse(release.line_ids.is_short)
        self._receive(10)
        picking = self._picking(order)
        picking.action_assign()
        self._ship(picking)
        self.assertEqual(release.state, "done")

    def test_what_came_back_lies_there_for_anybody(self):
        order = self._order()
        self._receive(10)
        release = self._release(order)
        picking = self._picking(order)
        picking.action_assign()
        self._ship(picking)
        self.assertEqual(release.state, "done")
        back = self._return(picking, 10)
        back.button_validate()
        other = self._order()
        self.assertEqual(self._release(other).state, "approved")

    def test_where_the_clause_is_off_nobody_asks(self):
        order = self._order()
        draft = self._draft(order)
        self.env.ref("ops_dept.clause_w4_b").with_company(self.company).is_suspended = True
        self.assertEqual(len(order.sudo()._ops_prepare_release_lines()), 1)
        draft.action_submit()
        self.assertEqual(draft.state, "submitted")

    def test_queries_do_not_grow_with_the_lines(self):
        counts = []
        self._release(self._running(), approve=False)  # another one that may count on the same goods
        for number in (2, 12):
            order = self._running(products=[(self.plain, 1, 100)] * number)
            release = self._release(order, approve=False)
            for _try in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                release.line_ids._get_arrival_blockers()
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestByHand(ArrivalCase):
    @clause("W4.B")
    def test_support_confirms_what_came_another_way(self):
        order = self._order()
        action = order.with_user(self.support).action_ops_confirm_arrival()
        model = self.env[action["res_model"]].with_user(self.support).with_context(**action["context"])
        with Form(model) as form:
            form.reason = "consignment"
            with form.line_ids.edit(0) as line:
                self.assertEqual(line.quantity_lacking, 10)
                line.quantity = 6
        form.record.action_confirm()
        arrival = order.ops_arrival_ids
        self.assertRecordValues(
            arrival,
            [
                {
                    "quantity": 6,
                    "reason": "consignment",
                    "create_uid": self.support.id,
                    "state": "confirmed",
                    "product_id": self.scarce.id,
                }
            ],
        )
        logged = self.env["ops.log"].search([("model", "=", "ops.arrival"), ("res_id", "=", arrival.id)])
        self.assertEqual(logged.user_id, self.support)
        self.assertIn("6 Units", logged.comment)
        self.assertIn("6 Units", order.message_ids[0].body)
        release = self._release(order)
        self.assertEqual((release.line_ids.quantity, release.line_ids.quantity_by_hand), (6, 6))
        with self._not_arrived(r"0 there; 4 Units"):
            self._draft(order, 4).action_submit()

    def test_it_counts_once(self):
        order = self._order()
        self._by_hand(order, 6)
        first = self._draft(order, 6)
        first.action_submit()
        with self._not_arrived(r"0 there; 1 Units"):
            self._draft(order, 1).action_submit()
        first.with_user(self.support).action_cancel()
        second = self._draft(order, 5)
        second.action_submit()
        second.with_user(self.manager).action_ops_approve()
        self.assertEqual(second.line_ids.quantity_by_hand, 5)

    def test_what_lies_there_goes_first(self):
        order = self._order()
        self._receive(4)
        self._by_hand(order, 6)
        release = self._release(order)
        self.assertEqual((release.line_ids.quantity, release.line_ids.quantity_by_hand), (10, 6))
        other = self._order(1)
        self._receive(1)
        self.assertEqual(self._release(other).state, "approved", "six of the ten take nothing from the stock")

    def test_only_support_confirms(self):
        order = self._order()
        for user in (self.consultant, self.manager, self.keeper, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._by_hand(order, user=user)

    def test_no_more_than_was_ordered(self):
        order = self._order()
        with self._not_arrived("more is confirmed"):
            self._by_hand(order, 11)
        self._by_hand(order, 6)
        with self._not_arrived("more is confirmed"):
            self._by_hand(order, 5)
        with self._not_arrived("say how the goods came"):
            self._by_hand(order, 1, "other")
        self._by_hand(order, 1, "other", note="With the forwarder")

    def test_a_wrong_one_is_withdrawn_with_a_reason(self):
        order = self._order()
        arrival = self._by_hand(order)
        with self.assertRaises(UserError):
            arrival.action_withdraw(" ")
        with self.assertRaisesRegex(UserError, r"say why it does not hold.*W4\.B"), self.env.cr.savepoint():
            arrival.state = "withdrawn"  # as a client writes it, past the button
        release = self._draft(order)
        release.action_submit()
        with self._not_arrived("a release counts on it"):
            arrival.action_withdraw("Counted twice")
        release.with_user(self.support).action_cancel()
        with self.assertRaises(AccessError):
            arrival.with_user(self.consultant).action_withdraw("Counted twice")
        arrival.action_withdraw("Counted twice")
        self.assertEqual((arrival.state, arrival.withdrawn_reason), ("withdrawn", "Counted twice"))
        with self._not_arrived(r"0 there"):
            self._draft(order).action_submit()
        self._by_hand(order)

    def test_it_is_read_with_the_order(self):
        arrival = self._by_hand(self._order())
        for user in (self.consultant, self.manager):
            self.assertEqual(arrival.with_user(user).quantity, 10)
        self.assertFalse(self.env["ops.arrival"].with_user(self.keeper).search([]))
