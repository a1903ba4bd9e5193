"""Repeated duties: which period, whose, opened once, closed at its due moment, met by a room."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError

from odoo.addons.ops_dept.models.policy.repeated.periods import period_of

from ...common import patch_rows
from ..common import create_role
from ..ledger.common import MONDAY_9, ObligationCase

NEXT_MONDAY = datetime(2026, 11, 30, 1, 0)
TUESDAY = datetime(2026, 12, 1, 1, 0)
MEETABLE = ("M1.7", "F0.2", "W1.B", "R13", "R15", "C2.1", "R11", "H4", "M7.4")


@freeze_time(MONDAY_9)
class TestRepeated(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": cls.company.ids, "tz": "Asia/Shanghai"}
        cls.admin = create_role(cls.env, "o_ad", "admin", **company)
        cls.field = create_role(cls.env, "o_fm", "field_specialist", **company)
        cls.market = create_role(cls.env, "o_ms", "market_specialist", **company)
        cls.market_head = create_role(cls.env, "o_mh", "market_head", **company)
        cls.store_head = create_role(cls.env, "o_sh", "store_head", **company)
        cls.env["crm.team"].search([("company_id", "=", False)]).active = False
        cls.summary_limit = cls.env.ref("ops_dept.clause_limit_m7_4")
        cls.summary_limit.opens_from = False

    def setUp(self):
        super().setUp()
        rooms = {"_meetable_rows": ((900, "_of_tests"),), "_of_tests": lambda found: frozenset(MEETABLE)}
        patcher = patch_rows(self.env.registry["ops.obligation"], **rooms)
        patcher.start()
        self.env.registry.clear_cache()
        self.addCleanup(self.env.registry.clear_cache)
        self.addCleanup(patcher.stop)

    def _open(self, moment=MONDAY_9):
        with freeze_time(moment):
            return self.ledger._open_periods(self.company)

    def _owed(self, code, **vals):
        domain = [("clause_id.code", "=", code), ("company_id", "=", self.company.id)]
        return self.ledger.search(
            [*domain, *((name, "=", value) for name, value in vals.items())], order="id"
        )

    # --- periods and due moments ------------------------------------------------

    def test_a_week_is_monday_to_sunday_and_a_period_knows_its_days(self):
        sunday = date(2027, 1, 3)
        self.assertEqual(period_of("week", sunday), ("2026-W53", date(2026, 12, 28), sunday))
        self.assertEqual(period_of("month", date(2026, 2, 9)).last, date(2026, 2, 28))
        self.assertEqual(
            period_of("half_year", date(2026, 7, 1)), ("2026-H2", date(2026, 7, 1), date(2026, 12, 31))
        )
        self.assertEqual(period_of("year", sunday).key, "2027")

    def test_due_moments_lie_in_or_after_the_period(self):
        self._open()
        for code, period, due in (
            ("R11", "2026-11-23", datetime(2026, 11, 23, 10, 0)),
            ("F0.2", "2026-W48", datetime(2026, 11, 27, 10, 0)),  # Friday
            ("W1.B", "2026-W48", datetime(2026, 11, 28, 15, 59, 59)),  # Saturday, nobody works then
            ("C2.1", "2026-11", datetime(2026, 11, 30, 10, 0)),
            ("M1.7", "2026-11", datetime(2026, 12, 5, 15, 59, 59)),  # the 5th of the next month
            ("R15", "2026-11", datetime(2026, 12, 5, 15, 59, 59)),
            ("R13", "2026-H2", datetime(2026, 12, 31, 10, 0)),
            ("M7.4", "2026", datetime(2026, 12, 31, 10, 0)),
        ):
            with self.subTest(code):
                owed = self._owed(code)
                self.assertEqual({(o.period, o.date_due) for o in owed}, {(period, due)})

    def test_what_is_asked_from_a_day_of_the_year_waits_for_it(self):
        self.summary_limit.opens_from = "12-01"
        self._open()
        self.assertFalse(self._owed("M7.4"))
        self._open(TUESDAY)
        self.assertEqual(set(self._owed("M7.4").mapped("period")), {"2026"})

    def test_the_week_is_that_of_the_companys_time_zone(self):
        self._open(datetime(2026, 11, 29, 16, 30))  # Monday 0:30 in Shanghai, Sunday in UTC
        self.assertEqual(set(self._owed("F0.2").mapped("period")), {"2026-W49"})

    # --- whose ------------------------------------------------------------------

    def test_of_implied_roles_only_the_highest_of_a_line_of_work_owes(self):
        self._open()
        sellers = self.consultant | self.other_consultant
        self.assertEqual(self._owed("W1.B").owner_id, sellers)
        self.assertEqual(self._owed("F0.2").owner_id, self.field)
        self.assertEqual(self._owed("M1.7").owner_id, self.market)
        self.assertEqual(self._owed("M7.4").owner_id, self.field | self.market)
        self.assertEqual(set(self._owed("W1.B").mapped("owed_by")), {"person"})

    def test_a_manager_who_sells_himself_owes_as_a_consultant(self):
        self.manager.ops_sells_himself = True
        self._open()
        self.assertIn(self.manager, self._owed("R13").owner_id)
        self.assertNotIn(self.other_manager, self._owed("R13").owner_id)

    def test_the_administrator_says_who_sells_himself(self):
        self.assertFalse(self.manager.with_user(self.admin).ops_sells_himself)
        with self.assertRaises(AccessError):
            self.manager.with_user(self.manager).ops_sells_himself = True

    def test_each_team_owes_and_the_company_owes_once(self):
        self.team.ops_support_ids = self.support
        self._open()
        teams = self.team | self.other_team
        bound = self._owed("R15")
        self.assertEqual(bound.team_id, teams)
        self.assertEqual(bound.filtered(lambda owed: owed.team_id == self.team).owner_id, self.support)
        group = self.env.ref("ops_dept.ops_dept_group_sales_support")
        self.assertEqual(bound.filtered(lambda owed: owed.team_id == self.other_team).group_id, group)
        self.assertEqual(self._owed("H4").owner_id, self.manager | self.other_manager)
        daily = self._owed("R11")
        self.assertEqual((len(daily), daily.group_id, daily.owed_by), (1, group, "company"))

    def test_one_manager_of_two_teams_owes_for_both(self):
        self.other_team.user_id = self.manager
        self._open()
        self.assertEqual(len(self._owed("H4", owner_id=self.manager.id)), 2)

    def test_what_a_team_shares_is_mine_in_my_team_only(self):
        self.team.member_ids = self.consultant
        self.other_team.member_ids = self.other_consultant
        self._open()
        for user, team in ((self.consultant, self.team), (self.other_consultant, self.other_team)):
            owed = (
                self.env["ops.obligation"]
                .with_user(user)
                .search([("is_mine", "=", True), ("clause_id.code", "=", "C2.1")])
            )
            self.assertEqual(owed.sudo().team_id, team)
            self.assertTrue(owed.is_mine)
            others = self._owed("C2.1").with_user(user) - owed
            self.assertFalse(any(others.mapped("is_mine")))

    # --- once, and from the next period --------------------------------------------

    def test_opening_again_opens_nothing(self):
        self.assertTrue(self._open())
        self.assertFalse(self._open())
        self.assertFalse(self._open(datetime(2026, 11, 23, 9, 0)))
        self.assertTrue(self._open(NEXT_MONDAY))
        self.assertEqual(len(self._owed("F0.2")), 2)

    def test_who_gets_a_role_owes_from_the_next_period(self):
        self._open()
        values = {"company_id": self.company.id, "company_ids": self.company.ids}
        fresh = create_role(self.env, "o_new", "field_specialist", **values)
        self._open(datetime(2026, 11, 24, 1, 0))
        self.assertFalse(self._owed("F0.2", owner_id=fresh.id))
        self._open(NEXT_MONDAY)
        self.assertEqual(self._owed("F0.2", owner_id=fresh.id).period, "2026-W49")

    def test_who_loses_a_role_owes_nothing_more(self):
        self._open()
        owed = self._owed("F0.2", owner_id=self.field.id)
        done = self._owed("M7.4", owner_id=self.field.id)._meet()
        group = self.env.ref("ops_dept.ops_dept_group_field_specialist")
        self.field.with_user(self.admin).sudo().write({"group_ids": [(3, group.id)]})
        self.assertEqual((owed.state, done.state), ("waived", "met"))
        self._open(NEXT_MONDAY)
        self.assertEqual(self._owed("F0.2", owner_id=self.field.id), owed)

    def test_who_is_promoted_or_leaves_owes_nothing_more_of_before(self):
        self._open()
        promoted = self._owed("R13", owner_id=self.consultant.id)
        left = self._owed("R13", owner_id=self.other_consultant.id)
        group = self.env.ref("ops_dept.ops_dept_group_sales_manager")
        self.consultant.write({"group_ids": [(4, group.id)]})
        self.other_consultant.active = False
        self.assertEqual((promoted.state, left.state), ("waived", "waived"))

    # --- only where it can be met ---------------------------------------------------

    def test_what_no_room_can_meet_is_by_hand(self):
        self._open()
        self.assertFalse(self._owed("F0.1"))
        limits = {code: self.env.ref(f"ops_dept.clause_{code}").limit_ids for code in ("f0_1", "f0_2")}
        self.assertEqual([limit.is_asked for limit in limits.values()], [False, True])
        texts = [limit.with_context(lang="en_US").period_text for limit in limits.values()]
        self.assertEqual(texts, ["Every week · by hand", "Every week · Each person"])

    def test_nothing_opens_where_the_clause_or_the_rulebook_is_off_or_the_time_is_over(self):
        self.env.ref("ops_dept.clause_f0_2").with_company(self.company).is_active = False
        self._open(datetime(2026, 11, 29, 1, 0))  # Sunday: what was due on Saturday is over
        self.assertFalse(self._owed("F0.2") | self._owed("W1.B") | self._owed("R11"))
        self.assertTrue(self._owed("R13"))
        self.company.ops_rulebook = False
        with freeze_time(TUESDAY), self.enter_registry_test_mode():
            self.env.ref("ops_dept.ir_cron_obligation_periods").method_direct_trigger()
        self.assertEqual(set(self._owed("M1.7").mapped("period")), {"2026-11"})

    def test_a_daily_duty_opens_on_working_days_make_up_saturdays_included(self):
        saturday = datetime(2026, 11, 28, 1, 0)
        self._open(saturday)
        self.assertFalse(self._owed("R11"))
        self.env["ops.calendar.day"].with_user(self.admin).with_company(self.company).create(
            {"name": "Make-up", "kind": "makeup", "date_from": "2026-11-28"}
        )
        self._open(saturday)
        self.assertEqual(self._owed("R11").period, "2026-11-28")

    # --- met and missed ----------------------------------------------------------------

    def test_a_room_meets_what_is_owed_in_the_period(self):
        self._open()
        self.ledger.with_user(self.field)._meet_repeated("F0.2", self.company, owner=self.field)
        met = self._owed("F0.2")
        self.assertEqual((met.state, met.met_by_id), ("met", self.field))
        self.ledger._meet_repeated("H4", self.company, team=self.team)
        self.assertEqual(self._owed("H4", state="met").team_id, self.team)
        self.assertFalse(self.ledger._meet_repeated("R15", self.company, day=date(2026, 10, 9)))

    def test_unmet_at_its_due_moment_it_is_missed_and_a_violation(self):
        self._open()
        missed, met = self._owed("F0.2"), self._owed("M7.4")._meet()
        with freeze_time(datetime(2026, 11, 27, 10, 1)), self.enter_registry_test_mode():
            self.env.ref("ops_dept.ir_cron_obligation_overdue").method_direct_trigger()
            missed.invalidate_recordset()
            self.assertEqual((missed.state, bool(missed.date_violated)), ("missed", True))
        self.assertEqual(set(met.mapped("state")), {"met"})
        self.assertFalse(met.filtered("date_violated"))

    def test_a_holiday_moves_an_open_period(self):
        self._open()
        days = self.env["ops.calendar.day"].with_user(self.admin).with_company(self.company)
        days.create({"name": "Off", "date_from": "2026-11-30"})
        self.assertEqual(set(self._owed("C2.1").mapped("date_due")), {datetime(2026, 11, 27, 10, 0)})

    def test_the_owner_sees_his_duty_without_document(self):
        self._open()
        mine = self.env["ops.obligation"].with_user(self.field).search([("is_mine", "=", True)])
        self.assertIn(self._owed("F0.2"), mine.sudo())
        self.assertTrue(mine.read(["display_name", "state", "date_due"]))

    def test_ten_people_cost_the_statements_of_two(self):
        def count(moment):
            with freeze_time(moment):
                return self._count_queries(lambda: self.ledger._open_periods(self.company))

        self._open()
        few = count(NEXT_MONDAY)
        values = {"company_id": self.company.id, "company_ids": self.company.ids}
        for number in range(10):
            create_role(self.env, f"o_many{number}", "field_specialist", **values)
        count(datetime(2026, 12, 7, 1, 0))  # caches of new people
        self.assertLessEqual(count(datetime(2026, 12, 14, 1, 0)), few)
