"""200 people × 52 weeks: plans, their list and board, a meeting of 20 cost what few cost (W1.A, W1.E)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import SQL

from ...common import clause
from ..meeting_case import SATURDAY, MeetingCase

PEOPLE, WEEKS, TEAMS, A_WEEK = 200, 52, 10, 5  # and so many visits a week
TEAM = PEOPLE // TEAMS  # the people of one meeting


@tagged("post_install", "-at_install")
@freeze_time(SATURDAY)
class TestPlanSpeed(MeetingCase):
    # ------------------------------------------------------------------
    # People, their plans and visits, by SQL
    # ------------------------------------------------------------------
    def _copy(self, record, rows, **values):
        """Copy a record for each row of a query, with other values in some of its columns; `n` numbers them.

        :return: the ids of the copies
        """
        table = record._table
        found = self.env.execute_query(
            SQL("SELECT column_name FROM information_schema.columns WHERE table_name = %s", table)
        )
        names = [name for [name] in found if name != "id"]
        columns = SQL(", ").join(map(SQL.identifier, names))
        copied = SQL(", ").join(values.get(name, SQL.identifier("t", name)) for name in names)
        made = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s t, (%s) r WHERE t.id = %s RETURNING id",
                SQL.identifier(table), columns, copied, SQL.identifier(table), rows, record.id,
            )
        )  # fmt: skip
        return [number for [number] in made]

    def _make_people(self, count, teams, label):
        """Return consultants, so many, spread over the teams one after the other."""
        rows = SQL("SELECT n, (%s::int[])[1 + n %% %s] AS team FROM generate_series(1, %s) n",
                   teams.ids, len(teams), count)  # fmt: skip
        partners = self._copy(
            self.consultant.partner_id,
            rows,
            name=SQL("%s || r.n", label),
            complete_name=SQL("%s || r.n", label),
            email=SQL("NULL"),
            email_normalized=SQL("NULL"),
        )
        rows = SQL("SELECT n, (%s::int[])[n] AS partner, (%s::int[])[1 + n %% %s] AS team"
                   " FROM generate_series(1, %s) n", partners, teams.ids, len(teams), count)  # fmt: skip
        users = self._copy(
            self.consultant,
            rows,
            login=SQL("%s || r.n", label),
            partner_id=SQL("r.partner"),
            sale_team_id=SQL("r.team"),
        )
        for table, who, what in (
            ("res_company_users_rel", "user_id", "cid"),
            ("res_groups_users_rel", "uid", "gid"),
        ):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %(table)s (%(who)s, %(what)s)"
                    " SELECT u, r.%(what)s FROM unnest(%(users)s::int[]) u, %(table)s r"
                    " WHERE r.%(who)s = %(like)s",
                    table=SQL.identifier(table), who=SQL.identifier(who), what=SQL.identifier(what),
                    users=users, like=self.consultant.id,
                )
            )  # fmt: skip
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_team_member (user_id, crm_team_id, active)"
                " SELECT id, sale_team_id, TRUE FROM res_users WHERE id IN %s",
                tuple(users),
            )
        )
        self.env.invalidate_all()
        self.registry.clear_all_caches()
        return self.env["res.users"].browse(users)

    def _make_weeks(self, people, weeks, label):
        """Give each of the people a plan for so many weeks, the next one last, with its visits."""
        with freeze_time(SATURDAY):
            plan = self.env["ops.work.plan"].with_user(self.stranger).create({"goals": "Halls"})
            visit = self._plan(self.stranger, partner_id=self.other_customer.id, contact_id=False)
        self.env.flush_all()
        rows = SQL(
            "SELECT u.id AS user_id, u.sale_team_id AS team, w, (w - %s + 1) * interval '7 days' AS off,"
            " row_number() OVER () AS n FROM res_users u, generate_series(0, %s) w WHERE u.id IN %s",
            weeks, weeks - 1, tuple(people.ids),
        )  # fmt: skip
        moved = {
            name: SQL("(t.%s + r.off)", SQL.identifier(name))
            for name in ("date_from", "date_to", "moment_from", "moment_to")
            if plan._fields.get(name) and plan._fields[name].store
        }
        self._copy(
            plan,
            rows,
            **moved,
            name=SQL("%s || r.n", label),
            user_id=SQL("r.user_id"),
            team_id=SQL("r.team"),
            state=SQL("CASE WHEN r.off < interval '-7 days' THEN 'closed' WHEN r.off < interval '0'"
                      " THEN 'running' ELSE 'submitted' END"),
        )  # fmt: skip
        rows = SQL("SELECT r.*, d, r.n * 10 + d AS m FROM (%s) r, generate_series(1, %s) d", rows, A_WEEK)
        day = SQL("(t.date_start + interval '7 days' + r.off + r.d * interval '1 day' - interval '1 day')")
        self._copy(
            visit,
            rows,
            name=SQL("%s || r.m", label),
            user_id=SQL("r.user_id"),
            team_id=SQL("r.team"),
            date_start=day,
            date_agreed=day,
            is_agreed=SQL("TRUE"),
            state=SQL("CASE WHEN r.off < interval '0' THEN 'reported' ELSE 'planned' END"),
            result=SQL("CASE WHEN r.off < interval '0' THEN 'interested' END"),
            talk=SQL("'Ten bearings a month'"),
        )
        plan._unlink_stamped()
        visit.sudo()._unlink_stamped()
        self.env.cr.execute(
            "ANALYZE ops_work_plan; ANALYZE ops_visit; ANALYZE res_users; ANALYZE crm_team_member"
        )
        self.env.invalidate_all()

    # ------------------------------------------------------------------
    # What is counted
    # ------------------------------------------------------------------
    def _acts(self, team, limit):
        plans = self.env["ops.work.plan"]
        weekly = [("period", "=", "week"), ("scope", "=", "person")]
        person = team.member_ids[:1]
        mine = plans.search([("user_id", "=", person.id)], order="date_from", limit=2)
        meeting = self._weekly(team).with_user(self.manager)

        def listed(view):
            spec = self._get_spec(view)
            return lambda user: plans.with_user(user).web_search_read(weekly, spec, limit=limit)

        def opened(user):
            Form(mine[:1].with_user(user))

        return {
            "form": opened,
            "list": listed("list"),
            "board": listed("kanban"),
            "by person": lambda user: plans.with_user(user).formatted_read_group(
                weekly, ["team_id"], ["__count"]
            ),
            "screen": lambda user: meeting.with_user(user).get_screen(),
            "pack": lambda user: meeting.with_user(user)._get_pack_paper(),
        }

    def _get_spec(self, view):
        """Return the fields of a view as the web client asks for them."""
        arch = self.env["ops.work.plan"].get_views([(False, view)])["views"][view]["arch"]
        names = {part.split('"')[0] for part in arch.split('field name="')[1:]}
        fields = self.env["ops.work.plan"]._fields
        relations = {"fields": {"display_name": {}}}
        return {name: relations if fields[name].relational else {} for name in names}

    def _count(self, team, limit):
        found = {}
        for user in (self.manager, self.leader):
            for name, act in self._acts(team, limit).items():
                for _time in range(2):  # the first time fills caches
                    self.env.flush_all()
                    self.env.invalidate_all()
                    before = self.env.cr.sql_log_count
                    act(user)
                    found[user.login, name] = self.env.cr.sql_log_count - before
        return found

    def _explain(self, query):
        return "\n".join(row for [row] in self.env.execute_query(SQL("EXPLAIN %s", query)))

    def _team(self, name):
        return self.env["crm.team"].create({"name": name, "user_id": self.manager.id})

    @clause("W1.A", part="at every size")
    @clause("W1.E", part="at every size")
    def test_200_people_and_52_weeks_cost_what_few_cost(self):
        few, many = self._team("Few"), self._team("Many")
        others = self.env["crm.team"].create([{"name": f"Team {n}"} for n in range(TEAMS - 1)])
        self._make_weeks(self._make_people(3, few, "few"), 2, "few")
        self.env["crm.team"].search([("id", "not in", (few | many).ids)]).active = False
        self._plan_weeks()
        small = self._count(few, 4)
        people = self._make_people(PEOPLE, many | others, "many")
        self._make_weeks(people, WEEKS, "many")
        many.invalidate_recordset()
        self._weekly(many).attendance_ids = [Command.create({"user_id": user.id}) for user in many.member_ids]
        self.assertEqual(len(many.member_ids), TEAM)
        self.assertGreaterEqual(self.env["ops.work.plan"].search_count([]), PEOPLE * WEEKS)
        self.assertEqual(self._count(many, 80), small)
        screen = self._weekly(many).with_user(self.manager).get_screen()
        self.assertEqual(len(screen["people"]), TEAM + 1)
        self._check_indexes(many)

    def _check_indexes(self, team):
        plans, monday = self.env["ops.work.plan"], SATURDAY.date() - timedelta(days=5)
        person = team.member_ids[0]
        for user, domain in (
            (person, []),
            (self.manager, [("user_id", "=", person.id)]),
            (self.leader, []),
            (self.leader, [("user_id", "in", team.member_ids.ids), ("date_from", "=", monday)]),
            (self.leader, [("team_id", "=", team.id), ("date_from", "=", monday)]),
        ):
            query = plans.with_user(user)._search(domain, order=plans._order, limit=80)
            plan = self._explain(query.select())
            self.assertNotIn("Seq Scan on ops_work_plan", plan, (user.login, domain, plan))
        visits = plans.search([("user_id", "=", person.id)], limit=1)._get_visits_domain()
        plan = self._explain(self.env["ops.visit"]._search(visits, order="date_start, id").select())
        self.assertNotIn("Seq Scan on ops_visit", plan, plan)
