"""Plans of a week, a month, a year: proposed, agreed, counted against what was done (W1.A–W1.C, H6, V2.2)."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...common import clause
from ..common import PlanCase

THURSDAY = datetime(2026, 3, 5, 2, 0)
NEXT_MONDAY = date(2026, 3, 9)


class WorkPlanCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.env["ops.customer"].search([]).unlink()

    def _customers(self, count, name="Works", user=None, **vals):
        partners = self.env["res.partner"].create(
            [
                {"name": f"{name} {number}", "is_company": True, "user_id": (user or self.consultant).id}
                for number in range(count)
            ]
        )
        return self.env["ops.customer"].create([{"partner_id": partner.id, **vals} for partner in partners])

    def _seen(self, customer, days, user=None):
        """Somebody was at the customer's so many days ago."""
        moment = datetime.now().replace(hour=2, minute=0, second=0, microsecond=0) - timedelta(days=days)
        visit = self._plan(user, partner_id=customer.partner_id.id, contact_id=False, date_start=moment)
        visit.sudo()._stamp({"state": "reported", "date_finished": moment, "date_reported": moment})
        return visit

    def _week(self, user=None, **vals):
        return (
            self.env["ops.work.plan"]
            .with_user(user or self.consultant)
            .create({"date_from": NEXT_MONDAY, **vals})
        )

    def _add(self, day, hour=9, user=None, **vals):
        """A visit of the next week, planned by its consultant; hours of China."""
        return self._plan(
            user, date_start=datetime(2026, 3, day, hour) - timedelta(hours=8), contact_id=False, **vals
        )

    def _agreed(self, *days):
        visits = self.env["ops.visit"].with_user(self.consultant).union(*(self._add(day) for day in days))
        plan = self._week()
        plan.action_submit()
        plan.with_user(self.manager).action_ops_approve()
        return plan, visits


@tagged("post_install", "-at_install")
@freeze_time(THURSDAY)
class TestWorkPlan(WorkPlanCase):
    @clause("V2.2")
    @clause("W1.A")
    def test_overdue_key_customers_come_first_and_rated_prospects_beside_them(self):
        old, older, fresh = self._customers(3, "Key", importance="key")
        self._seen(old, 40)
        self._seen(older, 70)
        self._seen(fresh, 3)
        never = self._customers(1, "New key", importance="key")
        good = self._customers(1, "Good", importance="prospect", ops_potential="b", ops_potential_reason="x")
        best = self._customers(
            1, "Best", importance="prospect", ops_potential="a", ops_potential_reason="40 motors"
        )
        self._customers(1, "Poor", importance="prospect", ops_potential="c", ops_potential_reason="x")
        ordinary = self._customers(1, "Ordinary", importance="ordinary")
        self._customers(1, "Foreign", user=self.stranger, importance="key")
        self.company.ops_plan_visits = 2
        plan = self._week()
        action = plan.action_propose()
        visits = self.env["ops.visit"].with_user(self.consultant).search(action["domain"], order="date_start")
        self.assertEqual(
            visits.partner_id,
            (never | older | old | best | good | ordinary).partner_id,
            "the most urgent first",
        )
        self.assertEqual(visits.mapped("partner_id.name")[0], "New key 0")
        self.assertEqual(set(visits.mapped("state")), {"planned"}, "plan lines are visits")
        self.assertIn("40 motors", visits[3].goal)
        self.assertEqual(visits[1].goal, "Not visited for 70 days")
        days = [visit._day_of(visit.date_start) for visit in visits]
        self.assertEqual(
            days,
            [date(2026, 3, day) for day in (9, 9, 10, 11, 12, 13)],
            "the most urgent first, spread evenly",
        )
        with self.assertRaisesRegex(UserError, "no customer is due.*V2.2"):
            plan.action_propose()

    def test_full_days_free_days_and_what_is_planned_are_left_alone(self):
        self._customers(40, "Key", importance="key")
        self._add(9, 9)
        self._add(9, 14)
        self.env["ops.calendar.day"].create(
            {
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-03-11",
                "kind": "holiday",
                "name": "Holiday",
            }
        )
        plan = self._week()
        plan.action_propose()
        by_day = {}
        for visit in plan._get_visits():
            by_day.setdefault(visit._day_of(visit.date_start).day, []).append(visit.date_start)
        self.assertEqual({day: len(starts) for day, starts in by_day.items()}, {9: 6, 10: 6, 12: 6, 13: 6})
        for starts in by_day.values():
            self.assertEqual(len(set(starts)), 6, "no two at one time")

    @clause("V2.2", part="expected bookings")
    def test_who_is_to_book_is_proposed_with_the_day(self):
        (customer,) = self._customers(1, "Booker", importance="ordinary")
        visit = self._seen(customer, 5)
        visit.sudo()._stamp({"booking_date": "2026-03-10"})
        plan = self._week()
        plan.action_propose()
        found = plan._get_visits()
        self.assertEqual(found.partner_id, customer.partner_id)
        self.assertIn("2026", found.goal)

    @clause("W1.B")
    def test_the_week_is_a_draft_until_the_head_confirms_it(self):
        visit = self._add(9)
        plan = self._week()
        self.assertEqual(plan.state, "draft")
        plan.action_submit()
        self.assertFalse(visit.is_agreed)
        for user in (self.consultant, self.other_manager, self.leader):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                plan.with_user(user).action_ops_approve()
        plan.with_user(self.manager).action_ops_approve()
        self.assertEqual(plan.state, "approved")
        self.assertEqual((visit.is_agreed, visit.date_agreed), (True, visit.date_start))
        for vals in ({"state": "approved"}, {"state": "running"}, {"state": "closed"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._week(self.colleague, **vals)

    def test_a_plan_without_anything_is_not_handed_in(self):
        plan = self._week()
        with self.assertRaisesRegex(UserError, "W1.A"):
            plan.action_submit()
        plan.goals = "Stocktaking all week"
        plan.action_submit()
        self.assertEqual(plan.state, "submitted")

    def test_the_managers_own_plan_is_decided_one_level_above(self):
        plan = self._week(self.manager, goals="Visit the ministry")
        self.assertEqual(plan.head_id, self.leader)
        plan.action_submit()
        for user in (self.manager, self.other_manager):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                plan.with_user(user).action_ops_approve()
        plan.with_user(self.leader).action_ops_approve()
        self.assertEqual(plan.state, "approved")

    @clause("W1.C")
    @clause("W1.A", part="against what was done")
    def test_planned_and_done_and_what_was_not_agreed(self):
        plan, visits = self._agreed(9, 10, 11, 12)
        done, moved, dropped, open_one = visits
        self.assertEqual(visits.mapped("plan_mark"), ["agreed"] * 4)
        moved.with_user(self.consultant).date_start += timedelta(days=2)
        moved.plan_reason = "customer"
        dropped.with_user(self.consultant).action_cancel(reason="customer")
        extra = self._add(13, 15)
        with freeze_time("2026-03-09 03:00:00"):
            done.action_register_times("2026-03-09 01:00:00", "2026-03-09 01:30:00")
            self._say(done).action_report()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(
            (done.plan_mark, moved.plan_mark, dropped.plan_mark, extra.plan_mark, open_one.plan_mark),
            ("agreed", "moved", "dropped", "added", "agreed"),
        )
        self.assertEqual(
            (plan.agreed_count, plan.done_count, plan.moved_count, plan.dropped_count, plan.added_count),
            (4, 1, 1, 1, 1),
        )
        self.assertEqual(plan.done_percent, 25)
        with self.assertRaises(UserError):
            extra.with_user(self.consultant).is_agreed = True
        within = self._add(13, 9)
        within.with_user(self.consultant).date_start += timedelta(hours=3)
        self.assertEqual(within.plan_mark, "added")

    def test_what_was_moved_within_its_day_is_as_agreed(self):
        _plan, visit = self._agreed(9)
        visit.with_user(self.consultant).date_start += timedelta(hours=4)
        self.assertEqual(visit.plan_mark, "agreed")

    @clause("H6")
    def test_weeks_add_up_to_the_month_and_persons_to_the_team(self):
        week, _visits = self._agreed(9, 10)
        second = self._add(9, user=self.stranger, partner_id=self.other_customer.id)
        other = self._week(self.stranger, goals="x")
        other.action_submit()
        other.with_user(self.other_manager).action_ops_approve()
        self.assertTrue(second.is_agreed)
        plans = self.env["ops.work.plan"].with_user(self.manager)
        teams = {"scope": "team", "user_id": self.manager.id, "team_id": self.team.id}
        team_week = plans.create({**teams, "date_from": NEXT_MONDAY, "goals": "Halls"})
        month = plans.create({**teams, "period": "month", "date_from": "2026-03-01", "goals": "Halls"})
        year = plans.create({**teams, "period": "year", "date_from": "2026-01-01", "goals": "Halls"})
        own_month = self._week(period="month", date_from="2026-03-01", goals="x")
        seen = week.with_user(self.manager)
        self.assertEqual((seen.team_plan_id, seen.parent_id), (team_week, own_month))
        self.assertEqual((team_week.parent_id, month.parent_id), (month, year))
        for plan in (team_week, month, year, own_month):
            self.assertEqual(plan.agreed_count, 2, plan.display_name)
        self.assertEqual(team_week.part_count, 1)
        self.assertEqual(month.part_count, 2, "the team's week, the person's month")
        self.assertIn(self.leader.id, year.head_id.ids)
        action = week.with_user(self.manager).action_propose_case()
        form = Form(self.env["ops.penalty"].with_user(self.manager).with_context(**action["context"]))
        self.assertEqual(form.kind, "reward")
        self.assertFalse(week.is_above)
        self.assertTrue(week.with_user(self.manager).is_above)

    @clause("W1.B", part="a missing plan is listed by name")
    def test_who_has_no_plan_is_named(self):
        self.team.member_ids = self.consultant | self.manager
        home = self.env["ops.home"].with_user(self.manager)

        def missing():
            card = home._get_missing_plans_card()
            return [row["title"] for row in card["rows"]] if card else []

        self.assertEqual(missing(), [self.consultant.name])
        plan = self._week(goals="x")
        self.assertTrue(missing(), "a draft is no plan")
        plan.action_submit()
        self.assertFalse(missing())
        with freeze_time("2026-03-03 02:00:00"):
            self.assertIsNone(home._get_missing_plans_card(), "on Tuesday nobody is late")

    def test_the_first_page_offers_the_plan_until_it_is_handed_in(self):
        home = self.env["ops.home"].with_user(self.consultant)
        (row,) = home._get_no_plan_card()["rows"]
        self.assertEqual(row["opens"], "ops_dept.ops_work_plan_action_new")
        self.assertFalse(home._get_plan_card()["count"])
        plan = self._week(goals="x")
        self.assertFalse(home._get_no_plan_card()["count"])
        self.assertEqual(home._get_plan_card()["rows"][0]["res_id"], plan.id)
        plan.action_submit()
        self.assertFalse(home._get_plan_card()["count"])

    def test_plans_run_and_end_by_themselves(self):
        plan, _visits = self._agreed(9)
        plans = self.env["ops.work.plan"]
        plans._cron_turn()
        self.assertEqual(plan.state, "approved")
        for user in (self.consultant, self.manager):
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "W1.B"):
                plan.with_user(user).state = "running"
        with freeze_time("2026-03-08 16:00:00"):  # Monday's midnight in China
            plans._cron_turn()
        self.assertEqual(plan.state, "running")
        with freeze_time("2026-03-15 16:00:00"):
            plans._cron_turn()
        self.assertEqual(plan.state, "closed")
        with self.assertRaises(UserError):
            plan.goals = "x"

    def test_a_confirmed_plan_is_made_anew_with_a_reason(self):
        plan, visits = self._agreed(9)
        with self.assertRaises(UserError):
            plan.date_from = "2026-03-16"
        with self.assertRaisesRegex(UserError, "W1.B"):
            plan.action_reopen("")
        plan.action_reopen("The fair was moved")
        self.assertEqual(plan.state, "draft")
        self.assertTrue(visits.is_agreed)
        plan.action_submit()
        plan.with_user(self.manager).action_ops_approve()
        self.assertEqual(plan.state, "approved")

    def test_who_reads_what(self):
        mine, foreign = self._week(goals="x"), self._week(self.stranger, goals="y")
        both = mine | foreign

        def seen(user):
            return self.env["ops.work.plan"].with_user(user).search([("id", "in", both.ids)])

        self.assertEqual(seen(self.consultant), mine)
        self.assertEqual(seen(self.stranger), foreign)
        self.assertEqual(seen(self.manager), mine)
        self.assertEqual(seen(self.leader), both)
        self.assertEqual(seen(self.auditor), both)
        self.assertFalse(seen(self.keeper))

    def test_one_plan_for_a_person_and_a_week_on_a_monday(self):
        self._week()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._week()
        with self.assertRaisesRegex(UserError, "W1.A"):
            self._week(date_from="2026-03-17")
        form = Form(self.env["ops.work.plan"].with_user(self.consultant))
        self.assertEqual(form.date_from, NEXT_MONDAY, "on Thursday one plans the next week")
        form.date_from = "2026-03-20"
        self.assertEqual((form.date_from, form.date_to), (date(2026, 3, 16), date(2026, 3, 22)))

    def test_with_the_rulebook_off_a_plan_passes_at_once(self):
        self.company.ops_rulebook = False
        plan = self._week(goals="x")
        plan.action_submit()
        self.assertEqual(plan.state, "approved")

    def test_many_plans_cost_no_more_statements_than_few(self):
        people = self.env["res.users"].search([("share", "=", False)], limit=10)
        plans = self.env["ops.work.plan"].create(
            [
                {"user_id": user.id, "date_from": NEXT_MONDAY + timedelta(weeks=week)}
                for user in people
                for week in range(20)
            ]
        )
        counts = []
        for some in (plans[:2], plans):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.leader).web_read(
                {name: {} for name in ("display_name", "agreed_count", "done_count", "added_count", "state")}
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
