"""An absence is entered by the person or his head, ends by itself, and leaves nothing to nobody."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import AbsenceCase


@tagged("post_install", "-at_install")
class TestOpsAbsence(AbsenceCase):
    # ------------------------------------------------------------------
    # Who enters it
    # ------------------------------------------------------------------
    def test_himself_or_his_head_nobody_else(self):
        self.assertEqual(self._away(self.manager, self.other_manager).user_id, self.manager)
        head = self.consultant._ops_head(self.company)
        self.assertEqual(head, self.manager, "the leader of his team")
        by_head = self._away(self.consultant, self.manager, by=self.manager)
        self.assertEqual(by_head.create_uid, self.manager)
        for user in (self.colleague, self.support, self.leader, self.rule_admin, self.auditor):
            with self._refused(AccessError, "Manager"):
                self._away(self.consultant, self.manager, 10, 12, by=user)
            with self._refused(AccessError):
                by_head.with_user(user).date_to += timedelta(days=1)
            with self._refused(AccessError):
                by_head.with_user(user).action_end()

    def test_nobody_passes_his_absence_on_to_another_person(self):
        absence = self._away(self.consultant, self.manager, 5, 6)
        with self._refused(AccessError):
            absence.with_user(self.consultant).user_id = self.other_manager

    def test_portal_and_strangers_enter_and_read_nothing(self):
        absence = self._away(self.manager, self.other_manager)
        portal = new_test_user(self.env, "absent_customer", groups="base.group_portal")
        with self._refused(AccessError):
            absence.with_user(portal).read(["deputy_id"])
        with self._refused(AccessError):
            self._away(portal, self.manager)
        with self._refused(ValidationError, "active employees"):
            self._away(self.consultant, portal)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "absent_stranger",
            groups="base.group_user",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        with self._refused(AccessError):
            absence.with_user(stranger).read(["deputy_id"])
        with self._refused(ValidationError, "does not work in"):
            self._away(self.consultant, stranger)

    def test_it_is_entered_in_the_form_and_logged(self):
        form = Form(self.env["ops.absence"].with_user(self.manager))
        form.deputy_id = self.other_manager
        form.date_to = fields.Date.context_today(self.env.user) + timedelta(days=2)
        absence = form.save()
        self.assertEqual((absence.user_id, absence.state), (self.manager, "now"))
        absence.with_user(self.manager).action_end()
        log = self.env["ops.log"].search(
            [("model", "=", "ops.absence"), ("res_id", "=", absence.id)], order="id"
        )
        self.assertEqual(log.mapped("event"), ["absent", "absence_ended"])
        self.assertEqual(log.user_id, self.manager)
        self.assertIn("Other_manager", log[0].document_name)

    # ------------------------------------------------------------------
    # From, to, and earlier
    # ------------------------------------------------------------------
    def test_it_begins_and_ends_by_itself(self):
        absence = self._away(self.manager, self.other_manager, 1, 2)
        deputy = self.other_manager
        states = []
        for days in range(4):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                absence.invalidate_recordset()
                states.append((absence.state, bool(deputy._ops_stands_in_for("approvals"))))
        self.assertEqual(states, [("planned", False), ("now", True), ("now", True), ("over", False)])

    def test_days_are_days_of_the_companys_calendar(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        absence = self._away(self.manager, self.other_manager)
        self.assertEqual((absence.date_start.hour, absence.date_stop.hour), (16, 15))

    def test_what_has_begun_is_prolonged_or_ended(self):
        absence = self._away(self.manager, self.other_manager)
        mine = absence.with_user(self.manager)
        mine.date_to += timedelta(days=2)
        for vals in (
            {"deputy_id": self.leader.id},
            {"scope": "duties"},
            {"date_from": mine.date_from - timedelta(days=3)},
        ):
            with self._refused(UserError, "End it and enter a new one"):
                mine.write(vals)
        with self._refused(UserError):
            mine.write({"date_ended": fields.Datetime.now()})
        mine.action_end()
        self.assertRecordValues(absence, [{"state": "over", "ended_by_id": self.manager.id}])
        with self._refused(UserError):
            mine.date_to += timedelta(days=2)
        with self._refused(UserError, "ended, not deleted"):
            absence.sudo().with_context(_force_unlink=True).unlink()

    def test_called_off_it_never_begins(self):
        absence = self._away(self.manager, self.other_manager, 1, 2)
        absence.with_user(self.manager).action_end()
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.assertFalse(self.other_manager._ops_stands_in_for("approvals"))
        self._away(self.manager, self.leader, 1, 2)

    def test_what_is_over_or_turned_round_is_refused(self):
        with self._refused(ValidationError, "last day is over"):
            self._away(self.manager, self.other_manager, -5, -3)
        with self._refused(ValidationError, "before the first"):
            self._away(self.manager, self.other_manager, 5, 3)

    # ------------------------------------------------------------------
    # Overlaps and circles
    # ------------------------------------------------------------------
    def test_overlaps_are_refused_unless_they_hand_over_other_things(self):
        self._away(self.manager, self.other_manager, 2, 5, scope="approvals")
        for scope in ("approvals", "both"):
            with self._refused(ValidationError, "Other_manager acts"):
                self._away(self.manager, self.leader, 5, 8, scope=scope)
        self._away(self.manager, self.leader, 2, 5, scope="duties")
        self._away(self.manager, self.leader, 6, 8, scope="approvals")

    def test_circles_are_refused_over_however_many(self):
        with self._refused(ValidationError, "own deputy"):
            self._away(self.manager, self.manager)
        self._away(self.manager, self.other_manager, 0, 4)
        with self._refused(ValidationError, "Other_manager → Manager → Other_manager"):
            self._away(self.other_manager, self.manager, 4, 6)
        self._away(self.other_manager, self.leader, 2, 6)
        with self._refused(ValidationError, "in a circle"):
            self._away(self.leader, self.manager, 3, 3)
        self._away(self.leader, self.gm, 3, 3)

    def test_one_after_the_other_is_no_circle(self):
        self._away(self.manager, self.other_manager, 0, 2)
        absence = self._away(self.other_manager, self.manager, 3, 5)
        with self._refused(ValidationError, "in a circle"):
            absence.with_user(self.other_manager).date_from -= timedelta(days=1)

    def test_other_things_make_no_circle(self):
        self._away(self.manager, self.other_manager, scope="approvals")
        self._away(self.other_manager, self.manager, scope="duties")

    # ------------------------------------------------------------------
    # The right to read
    # ------------------------------------------------------------------
    def test_a_deputy_who_cannot_read_is_refused_saying_what_to_do(self):
        for deputy in (self.keeper, self.clerk, self.consultant, self.rule_admin):
            with self._refused(ValidationError, "Choose a deputy who may"):
                self._away(self.manager, deputy)
        with self._refused(ValidationError, deputy.name):
            self._away(self.manager, deputy, scope="approvals")
        for deputy in (self.other_manager, self.leader, self.gm):
            self._away(self.manager, deputy).with_user(self.manager).action_end()
        self._away(self.manager, self.keeper, scope="duties")

    def test_the_same_post_may_act_for_each_other(self):
        second = new_test_user(
            self.env, "absent_buyer", groups="base.group_user,ops_dept.ops_dept_group_purchasing"
        )
        self._away(self.purchaser, second)
        self._away(self.leader, self.manager, scope="approvals")

    def test_a_deputy_for_duties_reads_what_is_owed(self):
        order = self._confirmed_late_contract()
        with self._refused(ValidationError, order.name):
            self._away(self.support, self.clerk, scope="duties")
        self._away(self.support, self.leader, scope="duties")

    def _confirmed_late_contract(self):
        contract = self._sign_contract(self._create_contract(self._approve(self._create_order())))
        owed = (
            self.env["ops.obligation"].sudo().search([("res_id", "=", contract.id), ("state", "=", "open")])
        )
        owed.filtered(lambda line: line.res_model == "ops.contract").write(
            {"owner_id": self.support.id, "group_id": False}
        )
        return contract
