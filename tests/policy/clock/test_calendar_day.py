"""Holidays and make-up days: laid by one import, counted by the clock, moving what is open only."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import create_role
from ..ledger.common import MONDAY_9, MONDAY_END, TUESDAY_END, ObligationCase

SATURDAY_END = datetime(2026, 11, 28, 10, 0)
IMPORTED = [
    ["元旦", "Public holiday", "2028-01-01", "2028-01-03", "", "False"],
    ["元旦调休上班", "Make-up working day", "2027-12-26", "2027-12-26", "Friday's hours", "False"],
]


@freeze_time(MONDAY_9)
class TestCalendarDay(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": cls.company.ids}
        cls.admin = create_role(cls.env, "o_ad", "admin", **company)
        cls.calendar = cls.company.resource_calendar_id
        cls.days = cls.env["ops.calendar.day"].with_user(cls.admin).with_company(cls.company)

    def _lay(self, kind, first, last=False, **vals):
        values = {"name": "Day", "kind": kind, "date_from": first, "date_to": last or first}
        return self.days.create({**values, **vals})

    def _deadline(self, start, number=1):
        return self.calendar._ops_deadline(start, number, "working_days", company=self.company)

    # --- the clock ------------------------------------------------------------

    def test_a_make_up_saturday_counts_with_the_hours_of_its_weekday(self):
        friday = datetime(2026, 11, 27, 1, 0)
        self.assertEqual(self._deadline(friday), datetime(2026, 11, 30, 10, 0))
        day = self._lay("makeup", "2026-11-28", follows="4")
        self.assertEqual(self._deadline(friday), SATURDAY_END)
        self.assertTrue(self.calendar._ops_is_working_day(date(2026, 11, 28), self.company))
        hours = self.calendar._ops_hours_between([(datetime(2026, 11, 27, 16), datetime(2026, 11, 28, 16))])
        self.assertEqual(hours, [8.0])  # 8:30–12:00 and 13:30–18:00
        day.write({"follows": "own", "hour_from": 9, "hour_to": 12})
        self.assertEqual(self._deadline(friday), datetime(2026, 11, 28, 4, 0))
        day.unlink()
        self.assertEqual(self._deadline(friday), datetime(2026, 11, 30, 10, 0))

    def test_working_hours_run_over_a_make_up_day(self):
        self._lay("makeup", "2026-11-28")
        due = self.calendar._ops_deadline(datetime(2026, 11, 27, 9, 0), 2, "working_hours")
        self.assertEqual(due, datetime(2026, 11, 28, 1, 30))  # one hour on Friday, one on Saturday

    def test_a_holiday_is_a_time_off_of_the_working_hours(self):
        day = self._lay("holiday", "2026-11-24", "2026-11-25")
        self.assertEqual(day.leave_id.calendar_id, self.calendar)
        self.assertEqual(
            (day.leave_id.date_from, day.leave_id.date_to),
            (datetime(2026, 11, 23, 16), datetime(2026, 11, 25, 15, 59, 59)),
        )
        self.assertEqual(self._deadline(MONDAY_9), datetime(2026, 11, 26, 10, 0))
        leave = day.leave_id
        day.date_to = "2026-11-24"
        self.assertEqual(self._deadline(MONDAY_9), datetime(2026, 11, 25, 10, 0))
        day.unlink()
        self.assertFalse(leave.exists())
        self.assertEqual(self._deadline(MONDAY_9), TUESDAY_END)

    def test_nobody_works_on_a_make_up_day_that_the_company_closes(self):
        self._lay("makeup", "2026-11-28")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 11, 27, 16),
                "date_to": datetime(2026, 11, 28, 15, 59, 59),
            }
        )
        self.assertFalse(self.calendar._ops_is_working_day(date(2026, 11, 28), self.company))

    def test_make_up_days_cost_no_statement_once_known(self):
        self._lay("makeup", "2026-11-28")
        self._deadline(MONDAY_9)
        self.env.flush_all()
        self.assertEqual(self._count_queries(self.calendar._ops_makeup_days), 0)

    # --- what is owed ---------------------------------------------------------

    def test_a_changed_day_moves_what_is_open_and_never_what_is_met(self):
        opened = self._create_document()._open_obligations("R7")  # due on Tuesday
        met = self._create_document()._open_obligations("R7")._meet()
        hours = self._create_document()._open_obligations("W2.A")  # two working hours
        other = self._create_company("Elsewhere")
        elsewhere = self.Document.create({"company_id": other.id})._open_obligations("R7")
        before = elsewhere.date_due
        day = self._lay("holiday", "2026-11-24")
        self.assertEqual(opened.date_due, datetime(2026, 11, 25, 10, 0))
        self.assertEqual((met.date_due, elsewhere.date_due), (TUESDAY_END, before))
        self.assertEqual(hours.date_due, datetime(2026, 11, 23, 3, 0))
        day.date_to = "2026-11-25"
        self.assertEqual(opened.date_due, datetime(2026, 11, 26, 10, 0))
        day.unlink()
        self.assertEqual(opened.date_due, TUESDAY_END)

    def test_a_make_up_day_and_a_time_off_entered_in_plain_odoo_move_it_too(self):
        with freeze_time(datetime(2026, 11, 27, 1, 0)):
            opened = self._create_document()._open_obligations("R7")
        self.assertEqual(opened.date_due, datetime(2026, 11, 30, 10, 0))
        makeup = self._lay("makeup", "2026-11-28")
        self.assertEqual(opened.date_due, SATURDAY_END)
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Typhoon",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 11, 27, 16),
                "date_to": datetime(2026, 11, 28, 15, 59, 59),
            }
        )
        self.assertEqual(opened.date_due, datetime(2026, 11, 30, 10, 0))
        leave.write({"resource_id": self.env["resource.resource"].create({"name": "One of us"}).id})
        self.assertEqual(opened.date_due, SATURDAY_END)  # his time off is nobody's holiday
        leave.unlink()
        makeup.unlink()
        self.assertEqual(opened.date_due, datetime(2026, 11, 30, 10, 0))

    def test_what_is_late_and_no_longer_due_is_open_again(self):
        obligation = self._create_document()._open_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 23, 17, 30)):
            self.ledger._mark_overdue()
            self.ledger._mark_violated()
            self.assertEqual((obligation.state, bool(obligation.date_violated)), ("late", True))
            self._lay("holiday", "2026-11-23")
        self.assertEqual((obligation.state, obligation.date_due), ("open", TUESDAY_END))
        self.assertFalse(obligation.date_violated)

    def test_a_notice_before_a_date_moves_with_the_days_before_it(self):
        far = self._create_document(date_commitment=date(2026, 12, 18))._open_obligations("W4.A")
        near = self._create_document(date_commitment=date(2026, 11, 25))._open_obligations("W4.A")
        self.assertEqual((far.date_due, near.date_due), (datetime(2026, 12, 8, 10, 0), MONDAY_END))
        self._lay("holiday", "2026-12-08")
        self.assertEqual(far.date_due, datetime(2026, 12, 8, 15, 59, 59))
        self._lay("holiday", "2026-11-23")  # too late for it: due on the first working day
        self.assertEqual(near.date_due, TUESDAY_END)

    def test_few_and_many_are_moved_by_the_same_statements(self):
        def move(number, day):
            for _number in range(number):
                self._create_document()._open_obligations("R7")
            return self._count_queries(lambda: self._lay("holiday", day))

        move(1, "2026-11-24")  # warm
        self.assertEqual(move(1, "2026-11-25"), move(30, "2026-11-26"))

    def test_with_the_switch_off_a_time_off_costs_plain_odoo_nothing(self):
        self.env["res.company"].search([]).write({"ops_rulebook": False})
        self.env["res.company"].search([]).ops_date_paused = False
        self.env.registry.clear_cache()
        leaves = self.env["resource.calendar.leaves"]
        vals = {"name": "Off", "calendar_id": self.calendar.id, "date_from": MONDAY_9, "date_to": MONDAY_END}
        leave = leaves.create(vals)  # fills what is cached
        ours = next(cls for cls in type(leaves).__mro__ if "ops_dept" in cls.__module__)
        off = {"date_to": TUESDAY_END}
        for with_us, plain in (
            (lambda: leaves.create([vals]), lambda: super(ours, leaves).create([vals])),
            (lambda: leave.write(off), lambda: super(ours, leave).write(off)),
        ):
            self.assertEqual(self._count_queries(with_us), self._count_queries(plain))

    # --- one import lays both ---------------------------------------------------

    def test_one_import_lays_holidays_and_make_up_days(self):
        columns = ["name", "kind", "date_from", "date_to", "follows", "is_provisional"]
        answer = self.days.with_context(lang="en_US").load(columns, IMPORTED)
        self.assertFalse(answer["messages"])
        days = self.days.browse(answer["ids"])
        self.assertEqual(len(days.leave_id), 1)
        self.assertEqual(days.mapped("calendar_id"), self.calendar)
        self.assertTrue(self.calendar._ops_is_working_day(date(2027, 12, 26), self.company))
        self.assertFalse(self.calendar._ops_is_working_day(date(2028, 1, 3), self.company))

    def test_china_is_shipped_2026_as_published_2027_as_provisional(self):
        self.days.action_lay_shipped()
        known = self.calendar._ops_days_known
        self.assertEqual(
            [known(year) for year in (2026, 2027, 2028)], ["published", "provisional", "missing"]
        )
        is_working = self.calendar._ops_is_working_day
        for day in ("2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10", "2026-01-04", "2026-05-09"):
            self.assertTrue(is_working(date.fromisoformat(day), self.company), day)
        for day in ("2026-02-23", "2026-10-07", "2026-01-02", "2026-06-19", "2027-02-05", "2027-10-01"):
            self.assertFalse(is_working(date.fromisoformat(day), self.company), day)
        statutory = self.days.search([("is_provisional", "=", True)])
        self.assertEqual(sum((day.date_to - day.date_from).days + 1 for day in statutory), 13)
        with self.assertRaises(UserError):
            self.days.action_lay_shipped()

    def test_published_days_take_the_place_of_provisional_ones(self):
        self.days.action_lay_shipped()
        leaves = self.calendar.leave_ids
        self._lay("holiday", "2027-02-05", "2027-02-11")
        days = self.days.search([("date_from", ">=", "2027-01-01")])
        self.assertEqual((len(days), days.is_provisional), (1, False))
        self.assertEqual(self.calendar._ops_days_known(2027), "published")
        self.assertEqual(len(self.calendar.leave_ids), len(leaves) - 7 + 1)

    # --- who -------------------------------------------------------------------

    def test_only_the_administrator_changes_the_days_and_the_log_keeps_it(self):
        day = self._lay("makeup", "2026-11-28")
        for user in (self.consultant, self.manager, self.leader):
            with self.assertRaises(AccessError), self.cr.savepoint():
                day.with_user(user).write({"follows": "1"})
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.days.with_user(user).create({"name": "x", "date_from": "2026-12-01"})
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.days.with_user(user).with_company(self.company).action_lay_shipped()
        of_day = [("model", "=", day._name), ("res_id", "=", day.id)]
        logged = self.env["ops.log"].search(of_day)
        self.assertEqual(len(logged), 1)
        self.assertEqual(logged.user_id, self.admin)
        day.write({"date_from": "2026-11-29"})
        self.assertEqual(day.date_to, date(2026, 11, 29))
        self.assertEqual(self.env["ops.log"].search_count(of_day), 2)

    def test_two_days_do_not_lie_on_each_other(self):
        self._lay("holiday", "2026-12-01", "2026-12-03")
        with self.assertRaises(ValidationError):
            self._lay("makeup", "2026-12-03")
