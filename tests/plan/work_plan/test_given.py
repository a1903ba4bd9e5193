"""What heads and meetings gave stands on the person's next plan, is done there and stays (W1.F)."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ...common import clause
from ..meeting_case import MONDAY, SATURDAY, MeetingCase

NEXT_MONDAY = date(2026, 3, 9)
TUESDAY = datetime(2026, 3, 10, 2, 0)


class GivenOnPlanCase(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = "ops_dept.mail_activity_type_work"
        cls.guidance = "ops_dept.mail_activity_type_guidance"
        for user in (cls.consultant, cls.manager, cls.stranger):
            if not user.employee_ids:
                values = {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
                cls.env["hr.employee"].create(values)

    def _give(self, summary="Collect the signed notes", giver=None, person=None, **vals):
        """Give it to a person, without a document, as the form does."""
        person = person or self.consultant
        form = Form(self.env["ops.work.give"].with_user(giver or self.manager))
        form.user_id, form.summary = person, summary
        for name, value in vals.items():
            form[name] = value
        form.save().action_give()
        return self._found(person, summary)

    def _found(self, person, summary):
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        return activities.search([("user_id", "=", person.id), ("summary", "=", summary)])

    def _plans_of(self, person=None):
        return (
            self.env["ops.work.plan"]
            .search([("user_id", "=", (person or self.consultant).id)], order="date_from")
            .with_env(self.env)
        )

    def _week(self, user=None, **vals):
        plans = self.env["ops.work.plan"].with_user(user or self.consultant)
        return plans.create({"date_from": NEXT_MONDAY, "goals": "Halls", **vals})

    def _on(self, plan, reader=None):
        """Return what a reader finds on a plan: what, from whom, until when, what became of it."""
        self.env.invalidate_all()
        given = plan.with_user(reader or self.consultant).given_ids
        return given.mapped("summary")


@tagged("post_install", "-at_install")
class TestGivenOnPlan(GivenOnPlanCase):
    @clause("W1.F")
    def test_what_was_assigned_stands_on_the_next_plan_is_done_there_and_stays(self):
        meeting = self._planned()
        with freeze_time(MONDAY):
            at_any_time = self._give("Count the shelves", date_deadline=date(2026, 3, 11))
        self._decide(meeting, name="Call the carrier")
        self._hold(meeting)
        decided = self._found(self.consultant, "Call the carrier")
        (plan,) = self._plans_of()
        self.assertEqual((plan.state, plan.date_from), ("draft", NEXT_MONDAY), "the next plan")
        with freeze_time(SATURDAY):
            self.assertEqual(self._on(plan), ["Count the shelves", "Call the carrier"])
            for reader in (self.consultant, self.manager):
                rows = plan.with_user(reader).given_ids
                self.assertEqual(rows.ops_giver_id, self.manager)
                self.assertEqual(set(rows.mapped("date_deadline")), {date(2026, 3, 11)})
                self.assertEqual(rows.mapped("ops_outcome"), ["open", "open"])
            mine = plan.with_user(self.consultant)
            mine.goals = "Halls"
            mine.action_submit()
            plan.with_user(self.manager).action_ops_approve()
        with freeze_time(TUESDAY):
            self.env["ops.work.plan"]._cron_turn()
            rows = mine.given_ids
            self.assertEqual(rows.mapped("ops_can_finish"), [True, True])
            self._finish(rows[0])
            rows[1].action_ops_finish("He comes on Thursdays")
        with freeze_time("2026-03-16 02:00:00"):
            self.env["ops.work.plan"]._cron_turn()
            self.assertEqual(self._on(plan, self.manager), ["Count the shelves", "Call the carrier"])
        self.assertEqual(plan.state, "closed")
        rows = plan.with_user(self.manager).given_ids
        self.assertEqual(rows.mapped("ops_outcome"), ["done", "done"])
        self.assertEqual(rows.mapped("feedback"), ["12 are short", "He comes on Thursdays"])
        self.assertEqual(rows, (at_any_time | decided).with_user(self.manager))

    def _finish(self, activity, result="12 are short"):
        action = activity.action_ops_ask_finish()
        form = Form(activity.env[action["res_model"]].with_context(action["context"]))
        form.reason = result
        form.save().action_confirm()

    @clause("W1.F", part="guidance on plan and visit")
    def test_guidance_on_a_plan_and_on_a_visit_of_the_week(self):
        with freeze_time(SATURDAY):
            plan = self._week()
            visit = self._plan(date_start=TUESDAY)
            for document, summary in ((plan, "More prospects"), (visit, "Ask for the hall")):
                document.with_user(self.manager).activity_schedule(
                    self.guidance, user_id=self.consultant.id, summary=summary, date_deadline=TUESDAY.date()
                )
            self.assertEqual(self._on(plan), ["More prospects", "Ask for the hall"])
            plan.with_user(self.consultant).given_ids.action_ops_acknowledge()
            self.assertEqual(self._on(plan, self.manager), ["More prospects", "Ask for the hall"])
            self.assertEqual(
                plan.with_user(self.manager).given_ids.mapped("ops_outcome"), ["acknowledged"] * 2
            )
            self.assertEqual((plan.given_count, plan.given_open_count), (2, 0))

    def test_open_work_goes_on_from_plan_to_plan_until_it_is_done(self):
        with freeze_time(SATURDAY):
            late = self._give("Late", date_deadline=date(2026, 3, 5))
            self._give("Later", date_deadline=date(2026, 3, 25))
            self._give("In the week", date_deadline=date(2026, 3, 12))
            plan, far = self._plans_of()
            self.assertEqual((plan.date_from, far.date_from), (NEXT_MONDAY, date(2026, 3, 23)))
            self.assertEqual(self._on(plan), ["Late", "In the week", "Later"])
        with freeze_time("2026-03-18 02:00:00"):
            self.assertEqual(self._on(plan), ["Late", "In the week"], "of a plan that is over")
            late.with_user(self.consultant).action_ops_finish("Brought")
            self.assertEqual(self._on(plan), ["Late", "In the week"])
            self.assertEqual(self._on(far), ["In the week", "Later"])
            month = self._week(period="month", date_from=date(2026, 3, 1))
            self.assertEqual(self._on(month), ["Late", "In the week", "Later"])
            after = self._week(date_from=date(2026, 4, 6))
            self.assertEqual(self._on(after), ["In the week", "Later"])

    def test_a_plan_is_opened_once_and_only_where_there_is_none(self):
        with freeze_time(MONDAY):
            self._give("One", date_deadline=date(2026, 3, 4))
            (plan,) = self._plans_of()
            self.assertEqual((plan.date_from, plan.state), (date(2026, 3, 2), "draft"))
            self._give("Two", date_deadline=date(2026, 3, 6))
            self._give("Three", kind="guidance")
            self.assertEqual(self._plans_of(), plan)
            plan.with_user(self.consultant).action_cancel()
            self._give("Four", date_deadline=date(2026, 3, 6))
            self.assertEqual(
                self._plans_of().filtered(lambda p: p.state == "draft").date_from, plan.date_from
            )
        with freeze_time(SATURDAY):
            self._give("Of today", person=self.stranger, giver=self.leader)
            (next_week,) = self._plans_of(self.stranger)
            self.assertEqual(next_week.date_from, NEXT_MONDAY, "on Saturday one plans the next week")
            self.assertEqual(self._on(next_week, self.stranger), ["Of today"])
            self.assertFalse(self._on(next_week, self.other_manager), "what a leader gave is between both")

    def test_who_plans_no_week_has_it_on_the_first_page_only(self):
        with freeze_time(MONDAY):
            self._give("Check the invoices", person=self.support, giver=self.leader)
        self.assertFalse(self._plans_of(self.support))

    def test_the_manager_gives_from_the_plan_in_one_tap(self):
        with freeze_time(SATURDAY):
            plan = self._week()
            self.assertFalse(plan.can_give)
            seen = plan.with_user(self.manager)
            self.assertTrue(seen.can_give)
            action = seen.action_give()
            form = Form(self.env[action["res_model"]].with_user(self.manager).with_context(action["context"]))
            self.assertEqual((form.user_id, form.date_deadline), (self.consultant, date(2026, 3, 13)))
            form.summary = "Bring the samples"
            form.save().action_give()
            self.assertEqual(self._on(plan), ["Bring the samples"])
            self.assertEqual(self._plans_of(), plan.with_env(self.env))
            listed = self.env["mail.activity"].with_user(self.manager).with_context(active_test=False)
            action = seen.action_open_given()
            self.assertEqual(listed.search(action["domain"]).mapped("summary"), ["Bring the samples"])
            mine = self.env["ops.work.give"].with_user(self.consultant)
            with self.assertRaisesRegex(UserError, "H3"), self.env.cr.savepoint():
                mine.create({"user_id": self.manager.id, "summary": "x"}).action_give()

    def test_the_team_plan_shows_its_people_and_the_plan_follows_the_person(self):
        self.team.member_ids = self.consultant | self.manager
        with freeze_time(SATURDAY):
            work = self._give("Count", date_deadline=date(2026, 3, 12))
            team = self._week(self.manager, scope="team", team_id=self.team.id, user_id=self.manager.id)
            self.assertEqual(self._on(team, self.manager), ["Count"])
            self.assertTrue(team.can_give)
            self.assertNotIn("default_user_id", team.action_give()["context"])
            other = new_test_user(
                self.env,
                "p_other",
                "base.group_user,ops_dept.ops_dept_group_consultant",
                email="o@example.com",
            )
            self.team.member_ids |= other
            work.with_user(self.manager).user_id = other
            (plan,) = self._plans_of(other)
            self.assertEqual(self._on(plan, other), ["Count"])
            self.assertFalse(self._on(self._plans_of(), self.consultant))
            self.assertEqual(self._on(team, self.manager), ["Count"])

    def test_many_plans_with_much_work_cost_no_more_statements(self):
        people = self.env["res.users"].search([("share", "=", False)], limit=8)
        plans = self.env["ops.work.plan"].create(
            [
                {"user_id": user.id, "date_from": NEXT_MONDAY + timedelta(weeks=week)}
                for user in people
                for week in range(10)
            ]
        )
        with freeze_time(SATURDAY):
            for number in range(12):
                self._give(f"Work {number}", date_deadline=NEXT_MONDAY + timedelta(days=number))
            mine = plans.filtered(lambda plan: plan.user_id == self.consultant)
            shown = {
                "given_count": {},
                "given_ids": {"fields": {name: {} for name in ("summary", "ops_outcome", "ops_can_steer")}},
            }
            counts = []
            for some in (mine[:1], mine[:1], plans):  # the first time fills caches
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                some.with_user(self.leader).web_read(shown)
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(counts[1], counts[2], counts)
            self.assertEqual(mine[:1].with_user(self.leader).given_count, 12)
