"""Targets: set by who stands above, in force for whom they are for, divided without force (H1, M3.2)."""

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...common import clause
from ..common import MONDAY, PlanCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestTarget(PlanCase):
    def _target(self, user=None, **vals):
        values = {"date_from": "2026-03-01", "value": 1000, "user_id": self.consultant.id, **vals}
        return self.env["ops.target"].with_user(user or self.manager).create(values)

    @clause("H1", part="who sets it")
    def test_who_stands_above_puts_it_in_force(self):
        target = self._target()
        for user in (self.consultant, self.colleague, self.other_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                target.with_user(user).action_publish()
        target.action_publish()
        self.assertEqual(target.state, "published")
        team = self._target(user_id=False, team_id=self.team.id)
        with self.assertRaisesRegex(AccessError, "H1"):
            team.action_publish()
        team.with_user(self.leader).action_publish()
        own = self._target(user_id=self.manager.id)
        with self.assertRaisesRegex(AccessError, "H1"):
            own.action_publish()

    @clause("C1.4", part="targets of a year, a quarter and a month in force for a team, read by its people")
    @clause("M1.8", part="the year's target beside what is reached")
    def test_a_team_is_handed_its_year_quarter_and_month(self):
        vals = {"user_id": False, "team_id": self.team.id, "measure": "visits"}
        targets = self.env["ops.target"].with_user(self.leader)
        for period, first in (("year", "2026-01-01"), ("quarter", "2026-01-01"), ("month", "2026-03-01")):
            targets += self._target(self.leader, period=period, date_from=first, **vals)
        read = self.env["ops.target"].with_user(self.consultant)
        self.assertFalse(read.search([("id", "in", targets.ids)]), "not in force yet")
        targets.action_publish()
        self.assertEqual(
            read.search([("id", "in", targets.ids)]), targets.with_user(self.consultant).sorted()
        )
        year = targets.filtered(lambda target: target.period == "year").with_user(self.consultant)
        self.assertEqual((year.achieved, year.value, year.percent), (0, 1000, 0))

    def test_what_is_in_force_stays_or_is_taken_back_with_a_reason(self):
        target = self._target()
        target.action_publish()
        for vals in ({"value": 1}, {"measure": "visits"}, {"user_id": self.colleague.id}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                target.write(vals)
        with self.assertRaisesRegex(UserError, "H1"):
            target.action_take_back("")
        with self.assertRaises(AccessError):
            target.with_user(self.consultant).action_take_back("Too much")
        target.action_take_back("The hall burnt down")
        self.assertEqual(target.state, "draft")
        self.assertIn("The hall burnt down", target.message_ids[0].body)
        with self.assertRaises(UserError):
            self._target(state="published", date_from="2026-04-01")

    def test_who_reads_what(self):
        mine, teams, others = (
            self._target(),
            self._target(user_id=False, team_id=self.team.id),
            self._target(self.leader, user_id=self.stranger.id),
        )
        whole = self._target(self.leader, user_id=False)
        every = mine | teams | others | whole

        def seen(user):
            return self.env["ops.target"].with_user(user).search([("id", "in", every.ids)])

        self.assertFalse(seen(self.consultant), "drafts are for who writes them")
        every.with_user(self.leader).action_publish()
        self.assertEqual(seen(self.consultant), mine | teams | whole)
        self.assertEqual(seen(self.stranger), others | whole)
        self.assertEqual(seen(self.manager), mine | teams | whole)
        self.assertEqual(seen(self.leader), every)
        self.assertEqual(seen(self.auditor), every)
        self.assertFalse(seen(self.keeper))
        with self.assertRaises(AccessError):
            others.with_user(self.consultant).read(["value", "achieved"])

    @clause("H1", part="refusals")
    def test_what_is_no_target_is_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._target(value=0)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._target(value=-5)
        for vals, words in (
            ({"date_from": "2026-03-02"}, "begins on"),
            ({"date_from": "2026-02-01", "period": "quarter"}, "begins on"),
            ({"date_from": "2026-04-01", "period": "year"}, "begins on"),
            (
                {"measure": "visits", "category_id": self.env["product.category"].search([], limit=1).id},
                "goods",
            ),
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                self._target(**vals)
        self._target()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._target(value=5)
        self._target(value=5, horizon="long")
        self._target(value=5, date_from="2026-01-01", period="quarter")

    def test_whatever_day_is_chosen_the_period_begins_with_its_first(self):
        form = Form(self.env["ops.target"].with_user(self.manager))
        self.assertEqual(form.date_from, date(2026, 3, 1))
        form.date_from = "2026-05-17"
        self.assertEqual((form.date_from, form.date_to), (date(2026, 5, 1), date(2026, 5, 31)))
        form.period = "quarter"
        self.assertEqual((form.date_from, form.date_to), (date(2026, 4, 1), date(2026, 6, 30)))
        form.period = "year"
        self.assertEqual((form.date_from, form.date_to), (date(2026, 1, 1), date(2026, 12, 31)))

    def test_parts_are_summed_and_nothing_is_forced(self):
        year = self._target(self.leader, user_id=False, date_from="2026-01-01", period="year", value=12000)
        months = self.env["ops.target"].union(
            *(
                self._target(date_from=f"2026-0{month}-01", value=5000, parent_id=year.id)
                for month in (1, 2, 3)
            )
        )
        self.assertEqual(
            (year.child_count, year.value_children, year.value_missing), (3, 15000, -3000), "said, not forced"
        )
        with self.assertRaisesRegex(UserError, "its period"):
            self._target(date_from="2027-01-01", parent_id=year.id)
        with self.assertRaisesRegex(UserError, "measured alike"):
            self._target(date_from="2026-04-01", measure="visits", parent_id=year.id)
        with self.assertRaisesRegex(UserError, "no part of itself"):
            year.with_user(self.leader).parent_id = months[0]

    @clause("M3.2")
    def test_horizons_stand_side_by_side(self):
        for horizon, period, day in (
            ("short", "month", "2026-03-01"),
            ("medium", "year", "2026-01-01"),
            ("long", "year", "2028-01-01"),
        ):
            self._target(horizon=horizon, period=period, date_from=day)
        targets = self.env["ops.target"].with_user(self.manager)
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_target_action")
        self.assertEqual(action["view_mode"].split(",")[0], "kanban")
        arch = targets.get_view(view_type="kanban")["arch"]
        self.assertIn('default_group_by="horizon"', arch)
        groups = targets.with_context(read_group_expand=True).web_read_group([], ["horizon"])["groups"]
        self.assertEqual([group["horizon"] for group in groups], ["short", "medium", "long"])
