"""Approved from a list or a card: what was approved is said, and may be taken back for a while."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import clause
from ...delivery.common import ReleaseCase


@tagged("post_install", "-at_install")
class TestTakeBack(ReleaseCase):
    def _inbox(self, order, user):
        reviews = self.env["tier.review"].with_user(user)
        return reviews.search(
            [("model", "=", order._name), ("res_id", "=", order.id), ("status", "=", "pending")]
        )

    # ------------------------------------------------------------------
    # What is said
    # ------------------------------------------------------------------
    @clause("W2.E", part="said from the list")
    def test_a_tap_in_the_inbox_says_what_was_approved_and_leads_back(self):
        order = self._submit(self._create_order())
        said = self._inbox(order, self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")
        self.assertEqual((said["tag"], said["params"]["type"]), ("display_notification", "success"))
        self.assertIn("Blue River Paper", said["params"]["message"])
        self.assertIn("take the approval back", said["params"]["message"])
        self.assertEqual(
            said["params"]["links"],
            [{"label": order.display_name, "url": f"/odoo/sale.order/{order.id}"}],
        )
        self.assertEqual(said["params"]["message"].replace("%%", "").count("%s"), 1)

    def test_several_decided_with_a_comment_are_all_named(self):
        orders = self._submit(self._create_order()) | self._submit(self._create_order())
        action = self._inbox(orders[0], self.manager) | self._inbox(orders[1], self.manager)
        action = action.action_ops_open_approve()
        wizard = Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"]))
        said = wizard.save().action_confirm()
        self.assertEqual([link["label"] for link in said["params"]["links"]], orders.mapped("display_name"))
        self.assertEqual(set(orders.mapped("ops_approval_state")), {"approved"})

    # ------------------------------------------------------------------
    # The way back
    # ------------------------------------------------------------------
    @clause("W2.E", part="taken back by who approved")
    def test_who_approved_takes_it_back_while_nothing_followed(self):
        order = self._approve(self._create_order())
        mine = order.with_user(self.manager)
        self.assertTrue(mine.ops_can_take_back)
        for user in (self.consultant, self.support, self.leader, self.other_manager):
            with self.assertRaisesRegex(UserError, "only who approved last", msg=user.name):
                order.with_user(user).action_ops_take_back()
        mine.action_ops_take_back()
        self.assertEqual((order.ops_approval_state, order.ops_approved_snapshot), ("submitted", False))
        self.assertFalse(order.ops_date_approved)
        review = order.sudo().review_ids
        self.assertRecordValues(review, [{"status": "pending", "done_by": False, "comment": False}])
        log = self.env["ops.log"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertEqual((log[:1].event, log[:1].user_id), ("taken_back", self.manager))
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            order.with_user(self.consultant).action_quotation_sent()
        order.with_user(self.manager).action_ops_refuse("too cheap")
        self.assertEqual(order.ops_approval_state, "refused")

    def test_decided_anew_it_stands_again(self):
        order = self._approve(self._create_order())
        order.with_user(self.manager).action_ops_take_back()
        order.with_user(self.manager).action_ops_approve("after all")
        self.assertEqual(order.ops_approval_state, "approved")
        self.assertTrue(order.ops_approved_snapshot)
        order.with_user(self.consultant).action_quotation_sent()

    def test_once_the_customer_has_it_the_approval_stands(self):
        for name, follow in (
            ("sent", lambda order: order.with_user(self.consultant).action_quotation_sent()),
            ("contract", self._create_contract),
        ):
            with self.subTest(name):
                order = self._approve(self._create_order())
                follow(order)
                self.assertFalse(order.with_user(self.manager).ops_can_take_back)
                with self.assertRaisesRegex(UserError, r"the approval stands.*W2\.E"):
                    order.with_user(self.manager).action_ops_take_back()
                self.assertEqual(order.ops_approval_state, "approved")

    def test_of_several_only_the_last_decision_is_taken_back(self):
        order = self._create_order()
        order.with_user(self.manager).ops_major_marked = True
        self._submit(order)
        order.with_user(self.manager).action_ops_approve()
        self.assertTrue(order.with_user(self.manager).ops_can_take_back)
        order.with_user(self.manager).action_ops_take_back()
        statuses = order.sudo().review_ids.sorted("sequence").mapped("status")
        self.assertEqual(statuses, ["pending", "waiting"])
        order.with_user(self.manager).action_ops_approve()
        order.with_user(self.leader).action_ops_approve()
        self.assertFalse(order.with_user(self.manager).ops_can_take_back)
        with self.assertRaisesRegex(UserError, "only who approved last"):
            order.with_user(self.manager).action_ops_take_back()
        order.with_user(self.leader).action_ops_take_back()
        self.assertEqual(order.ops_approval_state, "submitted")

    @clause("W4.C", part="release taken back")
    def test_release_is_taken_back_with_its_slip_until_goods_leave(self):
        order = self._running()
        release = self._release(order, 4)
        slip = release.slip_number
        self.assertTrue(slip)
        release.with_user(self.manager).action_ops_take_back()
        self.assertEqual((release.state, release.slip_number), ("submitted", False))
        with self.assertRaisesRegex(UserError, r"W4\.C"):
            self._ship(self._picking(order), 4)
        release.with_user(self.manager).action_ops_approve()
        self.assertNotIn(release.slip_number, (False, slip))
        self._ship(self._picking(order), 4)
        self.assertFalse(release.with_user(self.manager).ops_can_take_back)
        with self.assertRaises(UserError):
            release.with_user(self.manager).action_ops_take_back()

    def test_contract_is_taken_back_until_it_is_signed(self):
        contract = self._approve_contract(self._create_contract(self._approve(self._create_order())))
        contract.with_user(self.manager).action_ops_take_back()
        self.assertEqual(contract.state, "submitted")
        contract.with_user(self.manager).action_ops_approve()
        self._sign_contract(contract)
        with self.assertRaises(UserError):
            contract.with_user(self.manager).action_ops_take_back()

    # ------------------------------------------------------------------
    # Strips
    # ------------------------------------------------------------------
    def test_a_strip_never_ends_in_nobody(self):
        order = self._submit(self._create_order())
        review = order.sudo().review_ids
        review.write({"reviewer_ids": [(5,)], "todo_by": False})
        self.env.invalidate_all()
        for user in (self.consultant, self.support, self.manager, self.auditor):
            text = order.with_user(user).ops_status_text
            self.assertIn("the administrator gives somebody this role", text, user.name)
            self.assertNotRegex(text, r"[-?]\s*$|: -|: \?")
