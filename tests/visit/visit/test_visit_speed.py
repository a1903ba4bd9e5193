"""200,000 visits: lists, calendar, cards and the door cost what they cost with few."""

from datetime import timedelta

from odoo.tests import tagged

from ..visit_case import MONDAY, VisitCase

MANY = 200_000


@tagged("post_install", "-at_install")
class TestVisitSpeed(VisitCase):
    def _fill(self, count):
        """Put that many visits of the consultant's colleagues and himself into the past."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO ops_visit (name, channel, partner_id, user_id, team_id, company_id, date_start,
                                   date_planned_end, minutes_planned, minutes, state, result, talk,
                                   date_reported, create_date, write_date, create_uid, write_uid)
            SELECT 'X' || %(count)s || '-' || n, CASE WHEN n %% 4 = 0 THEN 'visit' ELSE 'outbound' END,
                   %(partner)s,
                   CASE WHEN n %% 20 = 0 THEN %(user)s ELSE %(other)s END, %(team)s, %(company)s,
                   day, day, 30, 20, 'reviewed', 'interested', 'talk', day, now(), now(), 1, 1
              FROM generate_series(1, %(count)s) n,
                   LATERAL (SELECT %(day)s::timestamp - n * interval '5 minutes' AS day) d
            """,
            {
                "partner": self.customer.id,
                "user": self.consultant.id,
                "other": self.manager.id,
                "team": self.team.id,
                "company": self.company.id,
                "day": MONDAY,
                "count": count,
            },
        )
        self.env.cr.execute("ANALYZE ops_visit")
        self.env.invalidate_all()

    def _statements(self, act):
        act()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - before

    def _acts(self):
        visits = self.env["ops.visit"].with_user(self.consultant)
        team = self.env["ops.visit"].with_user(self.manager)
        names = ["partner_id", "date_start", "state", "result", "user_id", "goal_id", "contact_id"]
        week = [("date_start", ">=", MONDAY - timedelta(days=7)), ("date_start", "<", MONDAY)]
        home = self.env["ops.home"]
        return {
            "list": lambda: visits.web_search_read([], {name: {} for name in names}, limit=80),
            "calendar": lambda: visits.search_read(week, [*names, "customer_name"], limit=500),
            "team": lambda: team.web_search_read([], {name: {} for name in names}, limit=80),
            "card": lambda: home.with_user(self.consultant)._get_visits_card(),
            "form": lambda: visits.search([], limit=1).read(
                ["is_first", "other_id", "departure_blockers", "report_blockers", "next_visit_count"]
            ),
        }

    def test_statements_are_the_same_at_every_size(self):
        self._fill(100)
        few = {name: self._statements(act) for name, act in self._acts().items()}
        self._fill(MANY)
        many = {name: self._statements(act) for name, act in self._acts().items()}
        self.assertEqual(many, few)

    def test_the_first_page_of_a_list_reads_an_index(self):
        self._fill(MANY // 10)
        visits = self.env["ops.visit"].with_user(self.consultant)
        for domain in ([("user_id", "=", self.consultant.id)], [("partner_id", "=", self.customer.id)]):
            query = visits._search(domain, order="date_start desc, id desc", limit=80)
            rows = self.env.execute_query_dict(_explained(query.select()))
            plan = "\n".join(row["QUERY PLAN"] for row in rows)
            self.assertNotIn("Seq Scan on ops_visit", plan)


def _explained(select):
    return type(select)("EXPLAIN %s", select)
