"""What every gated document shares, shown on the quotation: kinds of reviewers, tiers, inbox, speed."""

from unittest.mock import patch

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...deal.common import DealCase


@tagged("post_install", "-at_install")
class TestOpsGated(DealCase):
    def _only_tier(self, **vals):
        """Let one definition of the administrator's own decide quotations."""
        self.env["tier.definition"].search([("model", "=", "sale.order")]).active = False
        return self.env["tier.definition"].create(
            {
                "name": "Own tier",
                "model_id": self.env["ir.model"]._get("sale.order").id,
                "company_id": False,
                "approve_sequence": True,
                "ops_clause_code": "W2.E",
                **vals,
            }
        )

    def _reviewers(self, order):
        return order.sudo().review_ids.reviewer_ids

    # ------------------------------------------------------------------
    # Four eyes for every kind of reviewer, nobody left stuck
    # ------------------------------------------------------------------
    def test_individual_reviewer_never_decides_his_own(self):
        self._only_tier(review_type="individual", reviewer_id=self.manager.id)
        order = self._submit(self._create_order())
        self.assertEqual(self._reviewers(order), self.manager)
        own = self._submit(self._create_order(user=self.manager), self.manager)
        self.assertEqual(self._reviewers(own), self.leader)

    def test_group_reviewer_never_decides_his_own(self):
        group = self.env.ref("ops_dept.ops_dept_group_sales_manager")
        self._only_tier(review_type="group", reviewer_group_id=group.id)
        own = self._submit(self._create_order(user=self.manager), self.manager)
        self.assertEqual(self._reviewers(own), self.other_manager)
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            own.with_user(self.manager).action_ops_approve()

    def test_field_reviewer_never_decides_his_own(self):
        field = self.env["ir.model.fields"]._get("sale.order", "user_id")
        self._only_tier(review_type="field", reviewer_field_id=field.id)
        order = self._submit(self._create_order(), self.support)
        self.assertEqual(self._reviewers(order), self.leader, "the salesperson is the owner")

    def test_archived_individual_leaves_nothing_stuck(self):
        self._only_tier(review_type="individual", reviewer_id=self.other_manager.id)
        self.other_manager.active = False
        order = self._submit(self._create_order())
        self.assertEqual(self._reviewers(order), self.leader)

    # ------------------------------------------------------------------
    # Tiers
    # ------------------------------------------------------------------
    def test_where_no_tier_applies_the_request_passes_and_is_logged(self):
        tiers = self.env["tier.definition"].search([("model", "=", "sale.order")])
        tiers.write(
            {"definition_type": "domain", "definition_domain": "[('amount_untaxed', '>', 1000000000)]"}
        )
        order = self._submit(self._create_order())
        self.assertEqual(order.ops_approval_state, "approved")
        log = self.env["ops.log"].search(
            [("res_id", "=", order.id), ("model", "=", "sale.order")], order="id"
        )
        self.assertEqual(log.mapped("event"), ["submitted", "passed"])

    def test_consecutive_tiers_of_one_person_are_decided_together(self):
        self.company.ops_leader_id = self.manager
        self.manager.write({"group_ids": [(4, self.env.ref("ops_dept.ops_dept_group_leader").id)]})
        order = self._submit(self._create_order(products=[(self.plain, 3000, 100)]))
        order.with_user(self.manager).action_ops_approve("once is enough")
        self.assertEqual(order.ops_approval_state, "approved")
        self.assertEqual(order.sudo().review_ids.mapped("done_by"), self.manager)
        self.assertEqual(len(order._ops_approval_stamps()), 2)

    def test_stamps_name_only_who_approved_in_tier_order(self):
        order = self._submit(self._create_order(products=[(self.plain, 3000, 100)]))
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual([stamp["user"] for stamp in order._ops_approval_stamps()], ["Manager"])

    def test_gate_passes_exactly_once(self):
        order = self._submit(self._create_order(products=[(self.plain, 3000, 100)]))
        passed = []
        model = type(self.env["sale.order"])
        original = model._gate_passed

        def count(orders):
            passed.append(orders.id)
            return original(orders)

        with patch.object(model, "_gate_passed", count):
            order.with_user(self.manager).action_ops_approve()
            self.assertFalse(passed)
            order.with_user(self.leader).action_ops_approve()
        self.assertEqual(passed, [order.id])

    def test_constraint_of_the_database_is_a_reason_too(self):
        order = self._submit(self._create_order())
        model = type(self.env["sale.order"])

        def fail(orders):
            orders.env.cr.execute("INSERT INTO ops_log DEFAULT VALUES")

        with patch.object(model, "_gate_passed", fail), mute_logger("odoo.sql_db"):
            order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "submitted")
        self.assertIn("By whom", order.ops_gate_error, "named as people know it, not as the database does")
        self.assertNotIn("null value", order.ops_gate_error)
        self.assertEqual(order.sudo().review_ids.status, "approved", "the approval stays")
        order.with_user(self.consultant).action_ops_retry()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_other_errors_are_no_reasons(self):
        order = self._submit(self._create_order())
        model = type(self.env["sale.order"])

        def fail(orders):
            raise psycopg2.OperationalError("connection lost")

        with (
            patch.object(model, "_gate_passed", fail),
            self.assertRaises(psycopg2.OperationalError),
            self.env.cr.savepoint(),
        ):
            order.with_user(self.manager).action_ops_approve()

    # ------------------------------------------------------------------
    # What people see
    # ------------------------------------------------------------------
    def test_status_says_who_acts_next(self):
        order = self._submit(self._create_order())
        self.assertIn("Manager", order.ops_waiting_for)
        self.assertIn("Manager", order.with_user(self.consultant).ops_status_text)
        order.with_user(self.manager).action_ops_refuse("Too cheap")
        self.env.invalidate_all()
        self.assertRegex(order.with_user(self.consultant).ops_status_text, "Manager.*Too cheap")

    def test_requester_hears_of_the_refusal_with_its_reason(self):
        order = self._submit(self._create_order())
        order.with_user(self.manager).action_ops_refuse("Too cheap")
        told = self.env["mail.message"].search(
            [
                ("model", "=", "sale.order"),
                ("res_id", "=", order.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertEqual(told.notified_partner_ids, self.consultant.partner_id)
        self.assertIn("Too cheap", told.body)

    def test_waiting_documents_are_found_and_counted(self):
        order = self._submit(self._create_order())
        orders = self.env["sale.order"]
        self.assertIn(order, orders.with_user(self.manager).search([("can_review", "=", True)]))
        self.assertNotIn(order, orders.with_user(self.other_manager).search([("can_review", "=", True)]))
        counted = {
            user.name: sum(
                entry["pending_count"] for entry in self.env["res.users"].with_user(user).review_user_count()
            )
            for user in (self.manager, self.other_manager)
        }
        self.assertEqual(counted, {"Manager": 1, "Other_manager": 0})
        order.with_user(self.manager).action_ops_approve()
        self.assertFalse(self.env["res.users"].with_user(self.manager).review_user_count())
