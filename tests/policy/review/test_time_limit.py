"""An approver has until the end of the next working day: the ledger says so when that nears (T2, T3)."""

from datetime import datetime

import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import clause
from ...deal.common import DealCase

MONDAY, MONDAY_NIGHT = datetime(2026, 11, 23, 2, 0), datetime(2026, 11, 23, 17, 0)
TUESDAY, TUESDAY_END, WEDNESDAY = (
    datetime(2026, 11, day, hour) for day, hour in ((24, 2), (24, 10), (25, 2))
)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestTimeLimit(DealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Nine to six",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create({"name": "work", "dayofweek": str(day), "hour_from": 9, "hour_to": 18})
                        for day in range(5)
                    ),
                ],
            }
        )

    def _scan(self, moment=MONDAY_NIGHT):
        with freeze_time(moment):
            return self.env["tier.review"].sudo()._ops_watch_decisions(self.company)

    def _owed(self, order):
        return (
            self.env["ops.obligation"]
            .sudo()
            .search([("res_model", "=", "sale.order"), ("res_id", "=", order.id)])
        )

    @clause("W2.E", part="the approver's time limit")
    def test_the_scan_writes_what_nears_its_limit_once(self):
        order = self._submit(self._create_order())
        self.assertFalse(self._owed(order), "nothing at the request")
        owed = self._scan()
        self.assertRecordValues(
            owed,
            [
                {
                    "owner_id": self.manager.id,
                    "step": "decision",
                    "state": "open",
                    "date_due": TUESDAY_END,
                    "document_name": order.name,
                    "team_id": self.team.id,
                    "never_violated": True,
                }
            ],
        )
        self.assertEqual(owed.clause_id.code, "W2.E", "the clause of the tier")
        self.assertFalse(self._scan(), "written once")

    def test_a_tier_that_names_no_clause_decides_the_clause_of_its_documents(self):
        """An administrator's own tier may leave its clause empty: its approver owes the decision as well."""
        tier = self.env.ref("ops_dept.tier_definition_quotation_manager").with_user(self.rule_admin)
        tier.ops_clause_code = False
        order = self._submit(self._create_order())
        self.assertFalse(order.sudo().review_ids.ops_clause_code)
        owed = self._scan()
        self.assertRecordValues(owed, [{"owner_id": self.manager.id, "state": "open", "step": "decision"}])
        self.assertEqual(owed.clause_id.code, "W2.E", "the clause of quotations")
        self.assertIn(order.name, owed.display_name)
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(owed.state, "met")

    def test_decided_in_time_it_leaves_no_row(self):
        order = self._submit(self._create_order())
        order.with_user(self.manager).action_ops_approve()
        self.assertFalse(self._scan() | self._owed(order))

    def test_met_by_approving_and_by_refusing(self):
        for decide in ("action_ops_approve", "action_ops_refuse"):
            order = self._submit(self._create_order())
            owed = self._scan()
            with freeze_time(WEDNESDAY):
                self.env["ops.obligation"].sudo()._mark_overdue()
                self.assertEqual(owed.state, "late")
                getattr(order.with_user(self.manager), decide)("Too cheap")
            self.assertRecordValues(
                owed, [{"state": "met", "met_by_id": self.manager.id, "date_met": WEDNESDAY}]
            )
            self.assertGreater(owed.late_hours, 0)

    def test_the_ladder_climbs_but_it_is_never_a_violation(self):
        self._submit(self._create_order())
        owed = self._scan()
        with freeze_time(datetime(2026, 12, 4, 2, 0)):
            ledger = self.env["ops.obligation"].sudo()
            ledger._mark_overdue()
            ledger._escalate(self.company)
            self.env.invalidate_all()
            self.assertEqual((owed.state, owed.escalation), ("late", 3))
            ledger._mark_violated()
            self.env.invalidate_all()
            self.assertFalse(owed.date_violated)

    def test_a_tier_has_its_own_value_or_none(self):
        tier = self.env.ref("ops_dept.tier_definition_quotation_manager")
        self.assertEqual(tier.ops_time_limit, 1, "shipped")
        self._submit(self._create_order())
        as_admin = tier.with_user(self.rule_admin)
        as_admin.ops_time_limit = 0
        self.assertFalse(self._scan())
        as_admin.ops_time_limit = 3
        self.assertFalse(self._scan(), "not near yet")
        owed = self._scan(datetime(2026, 11, 24, 17, 0))
        self.assertEqual(owed.date_due, datetime(2026, 11, 26, 10, 0))
        log = self.env["ops.log"].search([("event", "=", "setting"), ("res_id", "=", tier.id)], limit=2)
        self.assertEqual(log.mapped("value_to"), ["3", "-"])
        with self.assertRaises(AccessError):
            tier.with_user(self.manager).ops_time_limit = 9
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            as_admin.ops_time_limit = -1
            self.env.flush_all()

    def test_the_next_tier_has_its_own_limit_from_its_turn_on(self):
        order = self._submit(self._create_order(products=[(self.plain, 3000, 100)]))
        first = self._scan()
        self.assertEqual(first.owner_id, self.manager)
        with freeze_time(TUESDAY):
            order.with_user(self.manager).action_ops_approve()
        second = self._scan(datetime(2026, 11, 24, 17, 0))
        self.assertRecordValues(
            second, [{"owner_id": self.leader.id, "date_due": datetime(2026, 11, 25, 10, 0)}]
        )
        self.assertEqual(first.state, "met")

    def test_withdrawn_it_is_no_longer_owed(self):
        order = self._submit(self._create_order())
        owed = self._scan()
        order.with_user(self.consultant).action_ops_withdraw()
        self.assertEqual(owed.state, "waived")
        self._submit(order)
        self.assertEqual(self._scan().state, "open")

    def test_whoever_comes_after_an_approver_who_left_owes_it(self):
        order = self._submit(self._create_order())
        owed = self._scan()
        self.manager.active = False
        self.assertEqual(owed.state, "waived")
        self.assertEqual(self._scan().owner_id, self.other_manager)
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.other_manager)

    def test_it_stands_once_on_the_first_page_with_its_day(self):
        self._submit(self._create_order())
        owed = self._scan()
        with freeze_time(TUESDAY):
            home = self.env["ops.home"].with_user(self.manager).get_home()
        cards = {card["key"]: card for card in home["cards"]}
        self.assertIn("Due", cards["approvals"]["rows"][0]["due"])
        self.assertNotIn(owed.id, [row["id"] for row in cards["obligations"]["rows"]])

    def test_a_deputy_for_approvals_owes_it_meanwhile(self):
        self._submit(self._create_order())
        owed = self._scan()
        mine = self.env["ops.obligation"].with_user(self.other_manager)
        self.assertFalse(mine.search([("is_mine", "=", True), ("id", "=", owed.id)]))
        self.env["ops.absence"].with_user(self.manager).create(
            {"deputy_id": self.other_manager.id, "date_to": "2026-11-25", "scope": "approvals"}
        )
        self.assertTrue(mine.search([("is_mine", "=", True), ("id", "=", owed.id)]))
        self.assertIn("for Manager", owed.responsible)

    def test_the_job_runs_and_may_run_again(self):
        order = self._submit(self._create_order())
        with freeze_time(MONDAY_NIGHT), self.enter_registry_test_mode():
            for _round in range(2):
                self.env.ref("ops_dept.ir_cron_review_time_limit").method_direct_trigger()
                self.assertEqual(len(self._owed(order)), 1)

    def test_the_scan_costs_the_same_for_few_and_for_many(self):
        def scan(number):
            for _number in range(number):
                self._submit(self._create_order())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self._scan()), number)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        scan(1)  # warm
        self.assertEqual(scan(1), scan(20))

    def test_request_and_decision_make_no_statement_more(self):
        """The row is written by the scan: a tier with a limit costs what one without costs."""

        def cost(limit):
            tiers = self.env["tier.definition"].sudo().search([("model", "=", "sale.order")])
            tiers.ops_time_limit = limit
            counts = []
            order = self._create_order()
            for user, method in (
                (self.consultant, "action_ops_submit"),
                (self.manager, "action_ops_approve"),
            ):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                getattr(order.with_user(user), method)()
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            return counts

        cost(1), cost(0)  # warm
        without = cost(0)
        self.assertEqual(without, cost(1))
