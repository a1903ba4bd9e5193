"""Turn-round by step: how many working hours a case stood where, without those the customer took."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ServiceCase

# Monday, ten in the morning in China.
MONDAY = "2026-03-02 02:00:00"
# The working week is Monday to Friday, 8 to 12 and 13 to 17, in China; here in UTC.
FRIDAY_9, FRIDAY_10, FRIDAY_11 = "2026-03-06 01:00:00", "2026-03-06 02:00:00", "2026-03-06 03:00:00"
FRIDAY_14, FRIDAY_15 = "2026-03-06 06:00:00", "2026-03-06 07:00:00"
NEXT_MONDAY_10, NEXT_MONDAY_14 = "2026-03-09 02:00:00", "2026-03-09 06:00:00"
NEXT_TUESDAY_9 = "2026-03-10 01:00:00"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestTurnRound(ServiceCase):
    def _rows(self, cases):
        return self.env["ops.ticket.step"].search([("ticket_id", "in", cases.ids)], order="id")

    def _hours(self, case):
        return [(row.step, round(row.hours, 2), bool(row.date_left)) for row in self._rows(case)]

    def _until_done(self):
        """Return a case that waits for its customer over a weekend."""
        with freeze_time(FRIDAY_9):
            case = self._case()
        with freeze_time(FRIDAY_10):
            case.action_ops_submit()
        with freeze_time(FRIDAY_11):
            case.with_user(self.manager).action_ops_approve()
        case = case.with_user(self.technician)
        with freeze_time(FRIDAY_14):
            case.action_ops_take_up()
        with freeze_time(FRIDAY_15):
            case.action_ops_wait("sends a photo")
        with freeze_time(NEXT_MONDAY_10):
            case.action_ops_go_on()
        case.write({"ops_dispatch": "no", "ops_dispatch_reason": "By telephone", "ops_result": "Seal."})
        with freeze_time(NEXT_MONDAY_14):
            case.action_ops_solve()
        return case

    def test_hours_without_weekend_and_without_the_customer(self):
        case = self._until_done()
        self.assertEqual(
            self._hours(case),
            [
                ("draft", 1.0, True),
                ("submitted", 1.0, True),
                # 11 to 12 and 13 to 14
                ("approved", 2.0, True),
                # Friday 14 to 17, Monday 8 to 12 and 13 to 14, less Friday 15 to 17 and Monday 8 to 10
                ("technical", 4.0, True),
                ("solved", 0.0, False),
            ],
        )
        with freeze_time(NEXT_TUESDAY_9):
            case.with_user(self.consultant).action_ops_told("phone", "Mr Wang")
        # Monday 14 to 17, Tuesday 8 to 9; nobody has a closed case
        self.assertEqual(self._hours(case)[-1], ("solved", 4.0, True))

    def test_waiting_across_steps_counts_on_neither(self):
        with freeze_time(FRIDAY_9):
            case = self._taken()
        with freeze_time(FRIDAY_10):
            case.action_ops_wait("sends a photo")
        with freeze_time(FRIDAY_11):
            case.sudo()._stamp({"ops_step": "purchasing"})
        with freeze_time(FRIDAY_14):
            case.action_ops_go_on()
        with freeze_time(FRIDAY_15):
            case.sudo()._stamp({"ops_step": "maker"})
        self.assertEqual(
            self._hours(case)[-3:],
            [("technical", 1.0, True), ("purchasing", 1.0, True), ("maker", 0.0, False)],
        )

    def test_reopened_case_gets_further_rows(self):
        case = self._until_done()
        case.with_user(self.consultant).action_ops_told("phone", "Mr Wang")
        case.with_user(self.support).action_ops_reopen("It leaks again")
        case.action_ops_take_up()
        self.assertEqual(
            self._rows(case).mapped("step"),
            ["draft", "submitted", "approved", "technical", "solved", "reopened", "technical"],
        )
        self.assertEqual(self._rows(case).filtered(lambda row: not row.date_left).step, "technical")

    def test_averages_by_step_process_technician_month(self):
        self._until_done()
        self._delivered()
        with freeze_time(FRIDAY_9):
            other = self._taken("repair", lines=[{"product_id": self.plain.id}])
        with freeze_time(FRIDAY_11):
            other.sudo()._stamp({"ops_step": "purchasing"})
        steps = self.env["ops.ticket.step"].with_user(self.leader)
        domain = [("step", "=", "technical")]
        by_process = steps._read_group(domain, ["process"], ["hours:avg", "__count"])
        self.assertEqual({key: round(hours, 2) for key, hours, _n in by_process}["repair"], 2.0)
        self.assertEqual(
            [
                (technician, round(hours, 2), count)
                for technician, hours, count in steps._read_group(
                    [*domain, ("salesman_id", "=", self.consultant.id)],
                    ["technician_id"],
                    ["hours:avg", "__count"],
                )
            ],
            [(self.technician.with_user(self.leader), 3.0, 2)],
        )
        # what still stands there has no hours yet, and lowers no average
        open_rows = steps._read_group([("step", "=", "purchasing")], ["date_entered:month"], ["hours:avg"])
        self.assertEqual([row[1] or 0 for row in open_rows], [0])
        with freeze_time(FRIDAY_14):
            other.sudo()._stamp({"ops_step": "maker"})
        again = self._taken("repair", lines=[{"product_id": self.plain.id}])
        again.sudo()._stamp({"ops_step": "purchasing"})
        self.assertEqual(self._hours(again)[-1], ("purchasing", 0.0, False))
        averages = steps._read_group([("step", "=", "purchasing")], [], ["hours:avg"])
        self.assertAlmostEqual(averages[0][0], 2.0, 2)

    def test_seen_with_the_case_and_written_by_nobody(self):
        rows = self._rows(self._until_done())
        seen = {
            self.consultant: True,
            self.support: True,
            self.manager: True,
            self.technician: True,
            self.leader: True,
            self.other_manager: False,
        }
        for user, sees in seen.items():
            with self.subTest(user=user.login):
                own = rows.with_user(user)
                self.assertEqual(bool(own.search([("id", "in", rows.ids)])), sees)
                if not sees:
                    with self.assertRaises(AccessError):
                        own.mapped("hours")
                for way in (
                    lambda own=own: own.write({"hours": 0}),
                    lambda own=own: own.unlink(),
                    lambda own=own: own.create({"ticket_id": rows.ticket_id.id, "step": "site"}),
                ):
                    with self.assertRaises(AccessError):
                        way()

    def test_rows_go_with_the_case(self):
        case = self._case()
        rows = self._rows(case)
        self.assertEqual(rows.mapped("step"), ["draft"])
        case.unlink()
        self.assertFalse(rows.exists())

    def test_nothing_is_kept_while_the_rulebook_is_off(self):
        self.company.ops_rulebook = False
        ticket = self.env["helpdesk.ticket"].create({"name": "Core's", "description": "<p>Core's</p>"})
        ticket.write({"name": "Core's own"})
        self.assertFalse(self._rows(ticket))

    def test_as_many_statements_for_thirty_cases_as_for_two(self):
        def moved(number):
            cases = self.env["helpdesk.ticket"].create(
                [
                    {
                        "name": f"Leak {index}",
                        "description": "<p>It leaks</p>",
                        "partner_id": self.contact.id,
                        "company_id": self.company.id,
                    }
                    for index in range(number)
                ]
            )
            self.env.flush_all()
            keep = self.env["ops.ticket.step"].sudo()
            before = self.env.cr.sql_log_count
            keep._keep(cases)
            self.env.flush_all()
            count = self.env.cr.sql_log_count - before
            self.assertEqual(len(self._rows(cases)), 2 * number)
            return count

        moved(1)
        self.assertEqual(moved(30), moved(2))
