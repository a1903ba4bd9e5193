"""Several approvals decided from the inbox at once: one that fails keeps no other one."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import SQL

from ...common import clause
from ...deal.common import DealCase


@tagged("post_install", "-at_install")
class TestBatch(DealCase):
    def setUp(self):
        super().setUp()
        orders = [self._submit(self._create_order()) for _number in range(4)]
        self.failing = orders[1]
        self.others = (orders[0] | orders[2] | orders[3]).sudo()
        self.orders = self.others | self.failing.sudo()
        # four eyes: the manager himself asked for one of them
        self.failing.sudo().review_ids.ops_excluded = self.manager.ids

    def _reviews(self, orders, user=None):
        return orders.sudo().review_ids.with_user(user or self.manager)

    def _state(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        review = order.sudo().review_ids
        rows = []
        for table, ids in (("sale_order", order.ids), ("tier_review", review.ids)):
            self.env.cr.execute(SQL("SELECT * FROM %s WHERE id IN %s", SQL.identifier(table), tuple(ids)))
            rows += self.env.cr.fetchall()
        for model in ("ops.log", "mail.message"):
            domain = [("model", "=", "sale.order"), ("res_id", "=", order.id)]
            rows.append(self.env[model].search_count(domain))
        return rows

    def _assert_answer(self, answer):
        failed = answer["params"]["failed"]
        self.assertEqual([(row["model"], row["id"]) for row in failed], [("sale.order", self.failing.id)])
        self.assertEqual(failed[0]["document"], self.failing.name)
        self.assertRegex(failed[0]["reason"], r"W2\.E")
        self.assertEqual(answer["params"]["links"][0]["label"], self.failing.name)
        self.assertTrue(answer["params"]["sticky"])

    @clause("W2.E", part="several at once")
    def test_one_that_fails_keeps_no_other_one_whatever_the_order(self):
        for reverse in (False, True):
            with self.subTest(reverse=reverse), self.env.cr.savepoint() as savepoint:
                before = self._state(self.failing)
                reviews = self._reviews(self.orders).sorted("id", reverse=reverse)
                said = reviews.action_ops_approve()
                self.assertEqual(set(self.others.mapped("ops_approval_state")), {"approved"})
                self.assertEqual(self._state(self.failing), before, "as it was")
                self.assertEqual(len(said["params"]["links"]), 3)
                self._assert_answer(said["params"]["next"])
                savepoint.rollback()
            self.env.invalidate_all()

    def test_refused_one_by_one_with_the_reason(self):
        before = self._state(self.failing)
        action = self._reviews(self.orders).action_ops_open_refuse()
        wizard = Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"]))
        self.assertIn("each by itself", wizard.follows)
        wizard.reason = "Too cheap"
        self._assert_answer(wizard.save().action_confirm())
        self.assertEqual(set(self.others.mapped("ops_approval_state")), {"refused"})
        self.assertEqual(set(self.others.review_ids.mapped("comment")), {"Too cheap"})
        self.assertEqual(self._state(self.failing), before)

    def test_without_a_reason_nothing_is_refused(self):
        with self.assertRaises(UserError):
            self._reviews(self.orders).action_ops_refuse(" ")
        self.assertEqual(set(self.orders.mapped("ops_approval_state")), {"submitted"})

    def test_all_of_them_are_said_as_before(self):
        said = self._reviews(self.others).action_ops_approve("fine")
        self.assertEqual(said["params"]["next"], {"type": "ir.actions.act_window_close"})
        self.assertEqual(len(said["params"]["links"]), 3)

    def test_where_all_fail_the_answer_lists_all(self):
        answer = self._reviews(self.orders, self.other_manager).action_ops_approve()
        self.assertEqual(len(answer["params"]["failed"]), 4)
        self.assertEqual(set(self.orders.mapped("ops_approval_state")), {"submitted"})

    def test_a_single_one_is_refused_as_on_its_form(self):
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            self._reviews(self.failing).action_ops_approve()

    def test_a_stranger_decides_none(self):
        portal = new_test_user(self.env, "batch_customer", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self._reviews(self.orders, portal).action_ops_approve()
        self.assertEqual(set(self.orders.mapped("ops_approval_state")), {"submitted"})
