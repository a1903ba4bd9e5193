"""What visits and calls led to: each number against visits made by hand, for each role."""

from datetime import timedelta

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import clause
from ..visit.visit_case import MONDAY, VisitCase

FEBRUARY = MONDAY - timedelta(days=20)


@tagged("post_install", "-at_install")
class TestVisitAnalysis(VisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MONDAY + timedelta(days=4)))
        cls.env["sale.order"].search([("ops_visit_id", "!=", False)]).ops_visit_id = False
        cls.customer_file.importance = "key"
        cls.second = cls.env["res.partner"].create({"name": "Second", "user_id": cls.consultant.id})
        cls.env["ops.customer"].create({"partner_id": cls.second.id, "importance": "ordinary"})
        cls.rival = cls.env["res.partner"].create({"name": "Rival", "ops_is_competitor": True})
        cls.hook = cls.env.ref("ops_dept.visit_hook_plan")
        cls.quoted = cls._made(minutes=45, result="quotation", competitor_id=cls.rival.id)
        cls.ordered = cls._made(cls.second, minutes=15, result="booking", is_registered_late=True)
        cls.reached = cls._made(channel="outbound", reached="reached", hook_id=cls.hook.id)
        cls.missed = cls._made(cls.second, channel="outbound", reached="not_reached", result="not_met")
        cls.dropped = cls._made(minutes=30, date_start=FEBRUARY, result="no")
        cls._made(state="planned", result=False)
        cls._made(state="cancelled", result=False)
        cls.theirs = cls._made(cls.other_customer, cls.stranger, minutes=60, competitor_id=cls.rival.id)
        cls._order(cls.quoted, 1000, "draft")
        cls._order(cls.quoted, 400, "sent")
        cls._order(cls.ordered, 500, "sale")
        cls._order(cls.dropped, 900, "cancel")
        cls._order(cls.theirs, 700, "sale", user_id=cls.stranger.id)
        cls.mine = cls.quoted + cls.ordered + cls.reached + cls.missed + cls.dropped
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _made(cls, partner=None, user=None, minutes=None, **vals):
        """Put in a visit or call as it stands in the database when it is over."""
        channel = vals.pop("channel", "visit")
        visit = cls.env["ops.visit"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "user_id": (user or cls.consultant).id,
                "channel": channel,
                "date_start": vals.pop("date_start", MONDAY),
                "minutes_planned": 30 if channel == "visit" else 5,
            }
        )
        times = {}
        if minutes is not None:
            times = {
                "date_arrived": visit.date_start,
                "date_finished": visit.date_start + timedelta(minutes=minutes),
            }
        visit._stamp({"state": "reported", "result": "interested", **times, **vals})
        return visit

    @classmethod
    def _order(cls, visit, amount, state, **vals):
        order = cls.env["sale.order"].create(
            {
                "partner_id": visit.partner_id.id,
                "user_id": cls.consultant.id,
                "ops_visit_id": visit.id,
                "order_line": [
                    (0, 0, {"product_id": cls.plain.id, "product_uom_qty": 1, "price_unit": amount})
                ],
                **vals,
            }
        )
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE sale_order SET state = %s WHERE id = %s", (state, order.id))
        cls.env.invalidate_all()
        return order

    def _groups(self, user, groupby, *measures, domain=()):
        rows = self.env["ops.visit.analysis"].with_user(user)
        names = [groupby] if groupby else []
        found = rows._read_group(list(domain), names, list(measures))
        return {row[0] if names else None: row[len(names) :] for row in found}

    # --- conversion ------------------------------------------------------------------

    def test_conversion_by_person_and_month(self):
        measures = ("__count", "quoted:sum", "quoted_rate:avg", "ordered:sum", "ordered_rate:avg")
        found = self._groups(self.leader, "user_id", *measures)
        self.assertEqual(found[self.consultant.with_user(self.leader)], (5, 2, 40.0, 1, 20.0))
        self.assertEqual(found[self.stranger.with_user(self.leader)], (1, 1, 100.0, 1, 100.0))
        months = self._groups(self.manager, "date:month", *measures)
        self.assertEqual(
            [months[key] for key in sorted(months)], [(1, 0, 0.0, 0, 0.0), (4, 2, 50.0, 1, 25.0)]
        )

    def test_two_quotations_of_one_talk_are_one_talk_and_both_amounts(self):
        found = self._groups(self.manager, "result", "quoted:sum", "quoted_amount:sum", "ordered_amount:sum")
        self.assertEqual(found["quotation"], (1, 1400.0, 0.0))
        self.assertEqual(found["booking"], (1, 500.0, 500.0))
        self.assertEqual(found["no"], (0, 0.0, 0.0))

    def test_amounts_are_the_companys_currency(self):
        dollar = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "USD")])
        dollar = dollar if dollar != self.company.currency_id else self.env.ref("base.EUR")
        order = self.quoted.order_ids[0]
        self.env.cr.execute(
            "UPDATE sale_order SET currency_id = %s, currency_rate = 0.5 WHERE id = %s", (dollar.id, order.id)
        )
        self.env.invalidate_all()
        amount = self._groups(self.manager, "result", "quoted_amount:sum")["quotation"][0]
        self.assertEqual(amount, 1400 + order.amount_untaxed)

    def test_who_may_not_read_an_order_counts_it_and_does_not_see_its_money(self):
        self._order(self.reached, 5000, "sale", user_id=self.stranger.id)
        row = self.env["ops.visit.analysis"].with_user(self.consultant).browse(self.reached.id)
        self.assertEqual((row.ordered, row.ordered_amount), (1, 0.0))
        self.assertEqual(row.with_user(self.leader).ordered_amount, 5000)

    # --- durations, lateness, calls ------------------------------------------------------

    @clause("V1.6")
    @clause("V3.8", part="the analysis")
    def test_minutes_are_averages_of_visits_whose_times_are_known(self):
        self._made(state="finished", result=False)  # nobody knows when
        measures = ("minutes_planned:avg", "minutes:avg", "minutes_over:avg")
        found = self._groups(self.manager, "channel", *measures)
        self.assertEqual(found["visit"], (30.0, 30.0, 0.0))
        self.assertEqual(found["outbound"], (5.0, False, False))
        fields = self.env["ops.visit.analysis"].fields_get(["minutes", "minutes_planned", "minutes_over"])
        self.assertEqual({description["aggregator"] for description in fields.values()}, {"avg"})

    @clause("V1.1", part="the count of times entered afterwards")
    def test_times_entered_afterwards_are_counted_among_visits(self):
        found = self._groups(self.manager, "user_id", "late_entries:sum", "late_entry_rate:avg")
        (count, rate) = found[self.consultant.with_user(self.manager)]
        self.assertEqual((count, round(rate, 1)), (1, 33.3))

    @clause("V1.8", part="late reports in the analysis")
    def test_a_late_report_is_one_that_the_ledger_says_late(self):
        measures = ("late_reports:sum", "late_report_rate:avg")
        self.assertEqual(self._groups(self.manager, None, *measures)[None], (0, False))
        tomorrow = self.env.cr.now() + timedelta(days=1)
        for visit, vals in (
            (self.quoted, {"state": "met", "date_met": MONDAY}),
            (self.ordered, {"state": "met", "date_met": MONDAY, "late_hours": 2}),
            (self.dropped, {"state": "missed"}),
            (self.reached, {"state": "waived"}),
            (self.missed, {"state": "open", "date_due": tomorrow}),
        ):
            self._owe(visit, **vals)
        self.assertEqual(self._groups(self.manager, None, *measures)[None], (2, 200 / 3))
        found = self._groups(self.manager, "partner_id", *measures)
        self.assertEqual(found[self.second.with_user(self.manager)], (1, 100.0))

    def _owe(self, visit, **vals):
        return self.env["ops.obligation"].create(
            {
                "clause_id": self.env["ops.clause"]._get_id("V1.8"),
                "owner_id": visit.user_id.id,
                "company_id": self.company.id,
                "res_model": "ops.visit",
                "res_id": visit.id,
                "date_opened": MONDAY,
                "date_due": MONDAY,
                **vals,
            }
        )

    @clause("P2.3", part="the rate")
    @clause("P2.4", part="the analysis")
    def test_reached_rate_and_hooks_by_outcome(self):
        found = self._groups(self.manager, "channel", "reached_rate:avg")
        self.assertEqual(found, {"outbound": (50.0,), "visit": (False,)})
        hooks = self._groups(
            self.manager, "hook_id", "__count", "ordered_rate:avg", domain=[("hook_id", "!=", False)]
        )
        self.assertEqual(hooks, {self.hook.with_user(self.manager): (1, 0.0)})

    @clause("P3.1", part="the rate")
    def test_calls_whose_rings_nobody_counted_are_not_good(self):
        for rings in (0, 2, 9):
            call = self._made(channel="inbound", reached="reached")
            call._stamp({"pick_up": False})
            call.rings = rings
        self.env.flush_all()
        self.env.invalidate_all()
        found = self._groups(self.manager, "channel", "picked_up_rate:avg", "__count")
        self.assertEqual(found["inbound"], (50.0, 3))

    @clause("N1.4", part="who is met")
    def test_competitors_met_and_what_came_of_it(self):
        domain = [("competitor_id", "!=", False)]
        found = self._groups(
            self.leader, "competitor_id", "__count", "quoted:sum", "ordered:sum", domain=domain
        )
        self.assertEqual(found, {self.rival.with_user(self.leader): (2, 2, 1)})

    # --- who ---------------------------------------------------------------------------------

    def test_who_sees_a_visit_sees_its_row(self):
        rows = self.env["ops.visit.analysis"]
        for user, wanted in (
            (self.consultant, self.mine),
            (self.manager, self.mine),
            (self.support, self.mine),
            (self.stranger, self.theirs),
            (self.other_manager, self.theirs),
            (self.leader, self.mine + self.theirs),
            (self.auditor, self.mine + self.theirs),
            (self.accountant, self.env["ops.visit"]),
            (self.rule_admin, self.env["ops.visit"]),
        ):
            with self.subTest(user.login):
                self.env.invalidate_all()
                board = rows.with_user(user)
                self.assertEqual(set(board.search([]).ids), set(wanted.ids))
                self.assertEqual(board.search_count([]), len(wanted))
                for visit in (self.quoted, self.theirs):
                    row = board.browse(visit.id)
                    if visit in wanted:
                        self.assertEqual(row.read(["user_id"])[0]["user_id"][0], visit.user_id.id)
                    else:
                        with self.assertRaises(AccessError):
                            row.read(["user_id"])

    def test_the_importance_of_a_closed_file_is_not_told(self):
        guest = self._made(self.other_customer)
        self.env["ops.customer"].create({"partner_id": self.other_customer.id, "importance": "key"})
        self.env.flush_all()
        self.env.invalidate_all()
        row = self.env["ops.visit.analysis"].browse(guest.id)
        self.assertFalse(row.with_user(self.consultant).importance)
        self.assertEqual(row.with_user(self.leader).importance, "key")
        classes = self._groups(self.manager, "importance", "__count")
        self.assertEqual(classes, {"key": (3,), "ordinary": (2,), False: (1,)})

    def test_a_row_opens_its_visit(self):
        action = (
            self.env["ops.visit.analysis"].with_user(self.manager).browse(self.quoted.id).action_open_visit()
        )
        self.assertEqual((action["res_model"], action["res_id"]), ("ops.visit", self.quoted.id))

    def test_the_menu_is_there_for_who_has_a_role(self):
        menu = self.env.ref("ops_dept_reports.ops_visit_analysis_menu")
        for user, shown in (
            (self.consultant, True),
            (self.manager, True),
            (self.auditor, True),
            (self.keeper, False),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, shown, user.login)

    # --- many ----------------------------------------------------------------------------------

    def test_ready_questions_ask_for_fields_that_are_there(self):
        rows = self.env["ops.visit.analysis"].with_user(self.manager)
        search = etree.fromstring(rows.get_view(view_type="search")["arch"])
        filters = [node for node in search.iter("filter") if "pivot_measures" in (node.get("context") or "")]
        self.assertEqual(len(filters), 8)
        for node in filters:
            with self.subTest(node.get("name")):
                asked = safe_eval(node.get("context"))
                measures = [
                    name if name == "__count" else f"{name}:{rows._fields[name].aggregator}"
                    for name in asked["pivot_measures"]
                ]
                groups = asked["pivot_row_groupby"] + asked["pivot_column_groupby"]
                found = rows.formatted_read_group(safe_eval(node.get("domain") or "[]"), groups, measures)
                self.assertTrue(found)

    def test_one_statement_for_few_and_many(self):
        counts = []
        for number in (3, 60):
            for _n in range(number):
                self._order(self._made(minutes=20), 100, "draft")
            counts.append(self._statements())
        self.assertEqual(counts[0], counts[1])

    def _statements(self):
        rows = self.env["ops.visit.analysis"].with_user(self.manager)

        def act():
            rows._read_group([], ["user_id", "date:month"], ["quoted_rate:avg", "ordered_amount:sum"])
            names = ("partner_id", "user_id", "result", "importance", "quoted", "minutes")
            rows.search([], limit=80).web_read({name: {} for name in names})

        act()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - before
