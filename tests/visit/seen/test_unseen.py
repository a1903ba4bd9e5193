"""Whom nobody visited for how long: counted in days of the company, by ready filters, to plan in one tap."""

from ast import literal_eval
from datetime import datetime, timedelta

from freezegun import freeze_time
from lxml import etree

from odoo.tests import Form, tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase

MANY = 10_000
NAMES = ["unseen", "partner_id", "importance", "district_id", "user_id", "date_spoken", "spoken_user_id"]


@tagged("post_install", "-at_install")
class TestUnseen(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MONDAY))
        cls.env["ops.customer"].search([]).unlink()
        partners = cls.env["res.partner"].create(
            [{"name": f"Key {days}", "user_id": cls.consultant.id} for days in (14, 15, 30, 60, "never")]
        )
        cls.files = cls.env["ops.customer"].create(
            [{"partner_id": partner.id, "importance": "key"} for partner in partners]
        )
        cls.days_14, cls.days_15, cls.days_30, cls.days_60, cls.never = cls.files
        for customer, days in zip(cls.files, (14, 15, 30, 60), strict=False):
            cls._been(customer, days)

    @classmethod
    def _been(cls, customer, days, **vals):
        """Put a contact with a customer so many days back, as it stands in the database afterwards."""
        visit = cls.env["ops.visit"].create(
            {
                "partner_id": customer.partner_id.id,
                "user_id": cls.consultant.id,
                "date_start": MONDAY - timedelta(days=days),
            }
        )
        visit._stamp({"state": "reviewed", "result": "interested", **vals})
        cls.env.flush_all()
        cls.env.invalidate_all()
        return visit

    def _found(self, *domain, user=None):
        files = self.env["ops.customer"].with_user(user or self.manager)
        return files.search([("id", "in", self.files.ids), *domain])

    # --- days ------------------------------------------------------------------------

    @clause("V2.2", part="who was not visited for how long")
    def test_ready_filters_find_whom_nobody_visited(self):
        table = {
            "filter_unseen_15": self.days_15 + self.days_30 + self.days_60 + self.never,
            "filter_unseen_30": self.days_30 + self.days_60 + self.never,
            "filter_unseen_60": self.days_60 + self.never,
            "filter_never_seen": self.never,
        }
        search = etree.fromstring(self.env["ops.customer"].get_view(view_type="search")["arch"])
        for name, wanted in table.items():
            with self.subTest(name):
                (node,) = search.xpath(f"//filter[@name='{name}']")
                self.assertEqual(self._found(*literal_eval(node.get("domain"))), wanted)

    def test_every_comparison_of_days(self):
        days = {14: self.days_14, 15: self.days_15, 30: self.days_30, 60: self.days_60}
        all_seen = self.files - self.never
        table = (
            (("=", 15), days[15]),
            (("!=", 15), self.files - days[15]),
            (("in", [14, 60]), days[14] + days[60]),
            ((">", 15), days[30] + days[60] + self.never),
            (("<", 15), days[14]),
            (("<=", 15), days[14] + days[15]),
            ((">=", 14.5), self.files - days[14]),
            ((">=", 0), self.files),
            (("<", 100_000), all_seen),
            ((">=", 100_000), self.never),
        )
        for (operator, value), wanted in table:
            with self.subTest(operator=operator, value=value):
                self.assertEqual(self._found(("days_unseen", operator, value)), wanted)
        self.assertEqual(self._found(("is_never_seen", "=", False)), all_seen)

    def test_days_are_said_as_they_are_searched(self):
        files = self.files.with_user(self.manager)
        self.assertEqual(files.mapped("days_unseen"), [14, 15, 30, 60, 0])
        self.assertEqual(
            files.mapped("unseen"), ["14 days", "15 days", "30 days", "60 days", "Never visited"]
        )
        self.assertEqual(files.mapped("is_never_seen"), [False] * 4 + [True])

    def test_days_are_those_of_the_company(self):
        """At eleven in the evening in China it is still the day before in the database."""
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        visit = self._been(self.never, 1)
        visit._stamp({"date_start": datetime(2026, 2, 28, 16, 30)})  # half past midnight on 1 March
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.never.days_unseen, 1)
        self.assertEqual(self._found(("days_unseen", "=", 1)), self.never)

    def test_the_longest_unseen_stand_first(self):
        files = self.env["ops.customer"].with_user(self.manager)
        found = files.search([("id", "in", self.files.ids)], order="date_seen, id")
        order = self.never + self.days_60 + self.days_30 + self.days_15 + self.days_14
        self.assertEqual(found, order)
        self.assertEqual(files.search([("id", "in", self.files.ids)], order="date_seen desc"), order[::-1])
        self.assertTrue(files.fields_get(["date_seen"])["date_seen"]["sortable"])

    # --- what counts -------------------------------------------------------------------

    def test_nobody_was_seen_where_nobody_was_met_or_went(self):
        for vals in (
            {"state": "planned"},
            {"state": "departed", "result": False},
            {"state": "cancelled", "result": False},
            {"result": "not_met"},
            {"channel": "outbound", "reached": "reached"},
        ):
            with self.subTest(vals):
                visit = self._been(self.never, 3, **vals)
                self.assertTrue(self.never.is_never_seen)
                self.assertEqual(self._found(("is_never_seen", "=", True)), self.never)
                visit._stamp({"state": "cancelled"})

    def test_a_visit_of_a_colleague_and_one_not_reported_yet_count(self):
        self._been(self.never, 2, state="finished", result=False)
        self.assertEqual(self.never.days_unseen, 2)
        colleague = self._been(self.days_60, 4)
        colleague._stamp({"user_id": self.stranger.id})
        self.env.flush_all()
        self.env.invalidate_all()
        customer = self.days_60.with_user(self.consultant)
        self.assertEqual((customer.days_unseen, customer.spoken_user_id), (4, self.stranger))

    def test_the_last_contact_is_a_call_in_which_somebody_was_reached(self):
        self._been(self.days_30, 5, channel="outbound", reached="reached")
        self._been(self.days_30, 3, channel="outbound", reached="not_reached")
        customer = self.days_30.with_user(self.manager)
        self.assertEqual(customer.date_spoken, MONDAY - timedelta(days=5))
        self.assertEqual((customer.spoken_channel, customer.spoken_user_id), ("outbound", self.consultant))
        self.assertEqual(customer.date_seen, MONDAY - timedelta(days=30))

    def test_the_next_visit_is_said(self):
        day = MONDAY + timedelta(days=2)
        self._been(self.days_60, -2, state="planned", result=False)
        self.assertEqual(self.days_60.date_planned, day)
        self.assertFalse(self.days_30.date_planned)

    def test_a_visit_of_another_company_does_not_count(self):
        other = self.env["res.company"].create({"name": "Other Trade", "ops_rulebook": True})
        file = self.env["ops.customer"].create(
            {"partner_id": self.days_15.partner_id.id, "company_id": other.id}
        )
        self.assertTrue(file.is_never_seen)

    # --- who -----------------------------------------------------------------------------

    def test_the_consultant_finds_his_own_the_head_the_teams(self):
        theirs = self.env["ops.customer"].create({"partner_id": self.other_customer.id, "importance": "key"})
        nobodys = self.env["ops.customer"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Nobody's"}).id, "importance": "key"}
        )
        never = [("is_never_seen", "=", True), ("user_id", "!=", False)]
        for user, wanted in (
            (self.consultant, self.never),
            (self.manager, self.never),
            (self.stranger, theirs),
            (self.other_manager, theirs),
            (self.leader, self.never + theirs),
            (self.auditor, self.never + theirs),
        ):
            with self.subTest(user.login):
                self.assertEqual(self.env["ops.customer"].with_user(user).search(never), wanted)
        self.assertIn(nobodys, self.env["ops.customer"].with_user(self.leader).search(never[:1]))

    def test_a_visit_is_planned_in_one_tap_for_the_customers_consultant(self):
        for user, goes in ((self.consultant, self.consultant), (self.manager, self.consultant)):
            with self.subTest(user.login):
                action = self.never.with_user(user).action_plan_visit()
                visits = self.env["ops.visit"].with_user(user).with_context(**action["context"])
                visit = Form(visits).save()
                self.assertEqual(
                    (visit.partner_id, visit.user_id, visit.channel, visit.state),
                    (self.never.partner_id, goes, "visit", "planned"),
                )

    # --- many ----------------------------------------------------------------------------

    def test_ten_thousand_customers_cost_what_few_cost(self):
        few = self._statements()
        self._fill()
        self.env.cr.execute("ANALYZE ops_visit, ops_customer, res_partner")
        self.env.invalidate_all()
        self.assertEqual(self._statements(), few)

    def _fill(self):
        """Put in many key customers of the consultant, each visited five times."""
        values = {
            "user": self.consultant.id,
            "team": self.team.id,
            "company": self.company.id,
            "day": MONDAY,
            "many": MANY,
        }
        self.env.cr.execute(
            """
            INSERT INTO res_partner (name, complete_name, active, user_id, is_company, autopost_bills, type,
                                     group_rfq, group_on)
            SELECT 'Many ' || n, 'Many ' || n, TRUE, %(user)s, TRUE, 'ask', 'contact', 'default', 'default'
              FROM generate_series(1, %(many)s) n;
            UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE 'Many %%';
            INSERT INTO ops_customer (partner_id, company_id, importance)
            SELECT id, %(company)s, 'key' FROM res_partner WHERE name LIKE 'Many %%';
            INSERT INTO ops_visit (name, channel, partner_id, user_id, team_id, company_id, date_start,
                                   minutes_planned, state, result)
            SELECT 'M' || p.id || '-' || n, 'visit', p.id, %(user)s, %(team)s, %(company)s,
                   %(day)s::timestamp - n * (p.id %% 20) * interval '1 day', 30, 'reviewed', 'interested'
              FROM res_partner p, generate_series(1, 5) n
             WHERE p.name LIKE 'Many %%'
            """,
            values,
        )

    def _statements(self):
        files = self.env["ops.customer"].with_user(self.manager)
        domain = [("days_unseen", ">=", 10), ("importance", "=", "key")]
        names = {name: {} for name in [*NAMES, "spoken_channel", "date_planned", "is_never_seen"]}

        def act():
            found = files.search(domain, limit=80, order="date_seen, importance, id")
            return found.web_read(names), files.search_count(domain)

        act()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - before
