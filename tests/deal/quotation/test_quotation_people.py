"""Whose quotation it is: four eyes until the decision, and the manager of the customer's team (W2.E)."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ...delivery.common import ReleaseCase


@tagged("post_install", "-at_install")
class TestQuotationPeople(ReleaseCase):
    """Person and team stay while somebody decides; whoever owned, asked or owns it now decides nothing."""

    def _log(self, record, event):
        return self.env["ops.log"].search(
            [("model", "=", record._name), ("res_id", "=", record.id), ("event", "=", event)]
        )

    @clause("W2.E", part="quotation")
    def test_the_salesperson_of_a_request_stays(self):
        order = self._submit(self._create_order())
        for user in (self.consultant, self.support, self.manager):
            for vals in ({"user_id": self.manager.id}, {"team_id": self.other_team.id}):
                with self.assertRaisesRegex(
                    UserError, r"keeps its salesperson and team.*Consultant withdraws.*\(W2\.E\)"
                ):
                    order.with_user(user).write(vals)
        order.with_user(self.consultant).write({"user_id": self.consultant.id, "team_id": self.team.id})
        self.assertEqual(order.ops_approval_state, "submitted", "the same people again are no change")
        order.with_user(self.consultant).action_ops_withdraw()
        order.with_user(self.consultant).user_id = self.manager
        self.assertEqual(order.user_id, self.manager)

    @clause("W2.E", part="quotation")
    def test_who_owns_it_now_does_not_decide(self):
        """However it came to him: the reviewer who became its salesperson is none any more."""
        order = self._submit(self._create_order())
        order.sudo()._stamp({"user_id": self.manager.id})
        with self.assertRaisesRegex(UserError, r"not approved yet.*W2\.E"):
            order.with_user(self.manager).action_ops_approve()
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            order.with_user(self.manager).action_ops_refuse("no")

    @clause("W2.E", part="quotation")
    def test_who_owned_it_at_the_request_does_not_decide(self):
        """The manager's own quotation, given away afterwards, is still decided by another one."""
        order = self._submit(self._create_order(self.support, user_id=self.manager.id), user=self.support)
        review = order.sudo().review_ids
        self.assertNotIn(self.manager, review.reviewer_ids)
        order.sudo()._stamp({"user_id": self.consultant.id})
        review._ops_reassign()
        self.assertNotIn(self.manager, review.reviewer_ids)
        self.assertTrue(review.reviewer_ids)

    @clause("W4.C", part="release")
    def test_the_salesperson_of_a_release_stays(self):
        """A release is decided on the order's people: they stay as well, and the new one lets nothing go."""
        order = self._running()
        release = self._release(order, approve=False)
        for user in (self.consultant, self.support, self.manager):
            with self.assertRaisesRegex(UserError, r"keeps its salesperson and team.*Support.*\(W4\.C\)"):
                order.with_user(user).write({"user_id": self.manager.id})
        order.sudo()._stamp({"user_id": self.manager.id})
        with self.assertRaisesRegex(UserError, r"W4\.C"):
            release.with_user(self.manager).action_ops_approve()
        order.sudo()._stamp({"user_id": self.consultant.id})
        release.with_user(self.manager).action_ops_approve()
        order.with_user(self.support).user_id = self.colleague
        self.assertEqual(order.user_id, self.colleague, "decided: the order changes hands like any other")

    @clause("W3.D", part="signing gate")
    def test_who_sells_an_order_does_not_decide_its_contract(self):
        """Named on the contract or on an order of it: the salesperson decides neither."""
        order = self._approve(
            self._submit(self._create_order(self.support, user_id=self.manager.id), user=self.support),
            self.other_manager,
        )
        contract = self._create_contract(order)
        contract.with_user(self.consultant).action_submit()
        self.assertNotIn(self.manager, contract.sudo().review_ids.reviewer_ids)

    # ------------------------------------------------------------------
    # Another team to get another manager
    # ------------------------------------------------------------------
    @clause("W2.E", part="quotation")
    def test_another_team_brings_no_other_manager(self):
        order = self._create_order(team_id=self.other_team.id)
        order.with_user(self.consultant).action_ops_submit()
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.manager)
        self.assertEqual(self._log(order, "team").comment, "South → North")
        with self.assertRaisesRegex(UserError, r"Next to decide: Manager"):
            order.with_user(self.other_manager).action_ops_approve()
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    @clause("W2.E", part="quotation")
    def test_the_customers_own_salesperson_says_which_team(self):
        northerner = new_test_user(
            self.env, "ops_northerner", groups="base.group_user,ops_dept.ops_dept_group_consultant"
        )
        self.other_team.member_ids = [(4, northerner.id)]
        self.customer.user_id = northerner
        order = self._submit(self._create_order(user_id=self.consultant.id))
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.other_manager)
        self.assertEqual(self._log(order, "team").comment, "North → South")

    @clause("W2.E", part="quotation")
    def test_the_own_team_is_nothing_to_log(self):
        order = self._submit(self._create_order())
        self.assertFalse(self._log(order, "team"))
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.manager)
