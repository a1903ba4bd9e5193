"""A deputy decides what waits for the absent, in both names, under the same four eyes."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import AbsenceCase


@tagged("post_install", "-at_install")
class TestDeputy(AbsenceCase):
    # ------------------------------------------------------------------
    # Effective at once, and over by itself
    # ------------------------------------------------------------------
    def test_what_waits_is_the_deputys_at_once(self):
        order = self._submit(self._create_order())
        self._assert_decides(order, self.manager)
        self._away(self.manager, self.other_manager)
        self._assert_decides(order, self.manager | self.other_manager)
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.manager, "the principal stays")
        later = self._submit(self._create_order())
        self._assert_decides(later, self.manager | self.other_manager)
        self.assertEqual(later.sudo().review_ids.reviewer_ids, self.manager)
        with freeze_time(fields.Datetime.now() + timedelta(days=5)):
            self._assert_decides(order, self.manager)

    def test_both_names_stand_everywhere(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        self.assertIn("Other_manager for Manager", order.with_user(self.consultant).ops_status_text)
        requests = self.env["ops.home"].with_user(self.consultant)._get_requests_card()
        self.assertIn("Other_manager for Manager", requests["rows"][0]["text"])
        row = self.env["ops.home"].with_user(self.other_manager)._get_approvals_card()["rows"][0]
        self.assertIn("for Manager", row["text"])
        order.with_user(self.other_manager).action_ops_approve("fine")
        review = order.sudo().review_ids
        self.assertRecordValues(
            review,
            [
                {
                    "status": "approved",
                    "done_by": self.other_manager.id,
                    "ops_deputy_for_id": self.manager.id,
                    "ops_decided_by": "Other_manager for Manager",
                }
            ],
        )
        stamp = order._ops_approval_stamps()[0]
        self.assertEqual((stamp["user"], stamp["deputy_for"]), ("Other_manager", "Manager"))
        log = self.env["ops.log"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id), ("event", "=", "approved")]
        )
        self.assertEqual((log.user_id, log.deputy_for_id), (self.other_manager, self.manager))
        self.assertIn("Other_manager for Manager", order.message_ids.mapped("body")[0])

    def test_refused_in_both_names(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        order.with_user(self.other_manager).action_ops_refuse("Too cheap")
        self.assertEqual(order.ops_approval_state, "refused")
        self.assertRegex(
            order.with_user(self.consultant).ops_status_text, "Other_manager for Manager.*Too cheap"
        )
        self.assertEqual(order.sudo().review_ids.ops_deputy_for_id, self.manager)

    def test_whoever_is_there_decides_in_his_own_name(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        order.with_user(self.manager).action_ops_approve()
        self.assertFalse(order.sudo().review_ids.ops_deputy_for_id)
        self.assertEqual(order._ops_approval_stamps()[0]["deputy_for"], False)

    def test_a_former_deputy_keeps_reading_what_he_decided(self):
        order = self._submit(self._create_order())
        absence = self._away(self.manager, self.other_manager)
        mine = order.with_user(self.other_manager)
        mine.action_ops_approve()
        absence.with_user(self.manager).action_end()
        self.assertTrue(mine.has_access("read"))
        self.assertIn(order, mine.search([("id", "=", order.id)]))
        self.assertFalse(mine.ops_can_take_back, "he no longer acts for the manager")
        with self._refused(UserError):
            mine.action_ops_take_back()

    def test_taken_back_it_waits_for_the_principal_again(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        order.with_user(self.other_manager).action_ops_approve()
        order.with_user(self.other_manager).action_ops_take_back()
        self.assertRecordValues(
            order.sudo().review_ids, [{"status": "pending", "done_by": False, "ops_deputy_for_id": False}]
        )
        self._assert_decides(order, self.manager | self.other_manager)

    # ------------------------------------------------------------------
    # Four eyes
    # ------------------------------------------------------------------
    def test_a_deputy_never_decides_his_own(self):
        own = self._submit(self._create_order(user=self.other_manager, team_id=self.team.id), self.support)
        asked = self._create_order(
            user=self.other_manager, user_id=self.colleague.id, team_id=self.other_team.id
        )
        self._submit(asked, self.other_manager)
        self._away(self.manager, self.other_manager)
        for order in (own, asked):
            self.assertEqual(order.sudo().review_ids.reviewer_ids, self.manager)
            self._assert_decides(order, self.manager | self.leader)
            with self._refused(UserError, r"W2\.E"):
                order.with_user(self.other_manager).action_ops_approve()
        own.with_user(self.leader).action_ops_approve()
        self.assertEqual(own.sudo().review_ids.ops_deputy_for_id, self.manager)

    def test_one_person_never_decides_two_tiers_for_two(self):
        self._leave_out_cases()
        self._away(self.leader, self.manager, scope="approvals")
        order = self._major()
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.sudo().review_ids.sorted("sequence").mapped("status"), ["approved", "pending"])
        self._assert_decides(order, self.leader | self.gm)
        with self._refused(UserError, r"W2\.E"):
            order.with_user(self.manager).action_ops_approve()
        order.with_user(self.gm).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_whoever_decides_the_second_tier_does_not_act_on_the_first(self):
        self._away(self.manager, self.leader)
        order = self._major()
        self._assert_decides(order, self.manager | self.gm)
        order.with_user(self.gm).action_ops_approve()
        self._assert_decides(order, self.leader)

    def test_without_another_leader_the_one_decides_both(self):
        self.gm.active = False
        self._away(self.manager, self.leader)
        order = self._major()
        self._assert_decides(order, self.manager | self.leader)
        order.with_user(self.leader).action_ops_approve()
        order.with_user(self.leader).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_a_deputy_of_two_decides_for_one_of_them(self):
        self._leave_out_cases()
        self._away(self.manager, self.other_manager)
        self._away(self.leader, self.other_manager, scope="approvals")
        order = self._major()
        order.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(order.sudo().review_ids.sorted("sequence").mapped("status"), ["approved", "pending"])
        self._assert_decides(order, self.leader | self.gm)

    def test_two_tiers_of_one_absent_are_decided_together(self):
        self.company.ops_leader_id = self.manager
        self.manager.write({"group_ids": [(4, self.env.ref("ops_dept.ops_dept_group_leader").id)]})
        self._away(self.manager, self.gm)
        order = self._major()
        order.with_user(self.gm).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")
        self.assertEqual(order.sudo().review_ids.ops_deputy_for_id, self.manager)

    # ------------------------------------------------------------------
    # Handed on once, then the next level
    # ------------------------------------------------------------------
    def test_a_deputy_who_is_away_hands_on_once(self):
        third = new_test_user(
            self.env,
            "absent_third",
            name="Third",
            groups="base.group_user,ops_dept.ops_dept_group_sales_manager",
        )
        fourth = new_test_user(
            self.env,
            "absent_fourth",
            name="Fourth",
            groups="base.group_user,ops_dept.ops_dept_group_sales_manager",
        )
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        self._away(self.other_manager, third)
        self._assert_decides(order, self.manager)
        self.assertIn(order, self._inbox(third))
        self._away(third, fourth)
        self.assertNotIn(order, self._inbox(third) | self._inbox(fourth))
        self._assert_decides(order, self.manager | self.leader)
        self.assertIn("Manager (away)", order.ops_waiting_for)
        order.with_user(self.leader).action_ops_approve()
        self.assertEqual(order.sudo().review_ids.ops_deputy_for_id, self.manager)

    def test_a_deputy_who_left_leaves_it_to_the_next_level(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        self.other_manager.active = False
        self._assert_decides(order, self.manager | self.leader)

    def test_a_deputy_away_for_duties_only_decides(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        self._away(self.other_manager, self.leader, scope="duties")
        self._assert_decides(order, self.manager | self.other_manager)

    def test_a_colleague_on_the_same_post_is_enough(self):
        """Several principals: the one who is there decides, the next level is not asked."""
        group = self.env.ref("ops_dept.ops_dept_group_sales_manager")
        self.env["tier.definition"].search([("model", "=", "sale.order")]).active = False
        self.env["tier.definition"].create(
            {
                "name": "Any manager",
                "model_id": self.env["ir.model"]._get("sale.order").id,
                "company_id": False,
                "approve_sequence": True,
                "ops_clause_code": "W2.E",
                "review_type": "group",
                "reviewer_group_id": group.id,
            }
        )
        order = self._submit(self._create_order())
        self._away(self.manager, self.leader)
        self.leader.active = False
        self._assert_decides(order, self.manager | self.other_manager)

    # ------------------------------------------------------------------
    # Nobody else
    # ------------------------------------------------------------------
    def _assert_refused(self, order, user):
        mine = order.with_user(user)
        for call in (
            mine.action_ops_approve,
            lambda: mine.action_ops_refuse("no"),
            mine.validate_tier,
            mine.action_ops_open_approve,
            lambda: order.sudo().review_ids.with_user(user).action_ops_approve(),
            lambda: order.sudo().review_ids.with_user(user).write({"ops_deputy_for_id": user.id}),
        ):
            with self._refused((UserError, AccessError)):
                call()
        self.env.invalidate_all()
        self.assertEqual((order.ops_approval_state, order.sudo().review_ids.status), ("submitted", "pending"))

    def test_bypass_former_deputies_duties_and_strangers(self):
        order = self._submit(self._create_order())
        absence = self._away(self.manager, self.other_manager)
        absence.with_user(self.manager).action_end()
        self._assert_refused(order, self.other_manager)
        planned = self._away(self.manager, self.other_manager, 1, 2)
        self._assert_refused(order, self.other_manager)
        with freeze_time(fields.Datetime.now() + timedelta(days=4)):
            self._assert_refused(order, self.other_manager)
        planned.with_user(self.manager).action_end()
        self._away(self.manager, self.other_manager, scope="duties")
        self._assert_refused(order, self.other_manager)
        portal = new_test_user(self.env, "absent_customer", groups="base.group_portal")
        for user in (portal, self.colleague, self.support, self.leader, self.gm, self.rule_admin):
            self._assert_refused(order, user)

    def test_who_lost_the_role_has_no_deputy_either(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        group = self.env.ref("ops_dept.ops_dept_group_sales_manager")
        self.env.cr.execute(
            "DELETE FROM res_groups_users_rel WHERE uid = %s AND gid = %s", [self.manager.id, group.id]
        )
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self._assert_refused(order, self.other_manager)

    def test_reviewers_are_still_written_by_nobody(self):
        order = self._submit(self._create_order())
        self._away(self.manager, self.other_manager)
        with self._refused(AccessError):
            order.sudo().review_ids.with_user(self.other_manager).status = "approved"
