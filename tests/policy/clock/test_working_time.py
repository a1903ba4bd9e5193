from datetime import date, datetime

from odoo.addons.base.tests.common import BaseCommon


class TestWorkingTime(BaseCommon):
    """Limits in Chinese working time: Monday to Friday 8:30-12:00 and 13:30-18:00 in Shanghai (UTC+8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Working time"})
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Shanghai",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0)]
                + [
                    (0, 0, {"name": "work", "dayofweek": str(day), "hour_from": start, "hour_to": stop})
                    for day in range(5)
                    for start, stop in ((8.5, 12), (13.5, 18))
                ],
            }
        )
        # National Day 2026: Thursday 1 October to Wednesday 7 October, local days
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "National Day",
                "calendar_id": cls.calendar.id,
                "company_id": cls.company.id,
                "date_from": datetime(2026, 9, 30, 16),
                "date_to": datetime(2026, 10, 7, 15, 59, 59),
            }
        )

    def assert_deadline(self, local_start, number, unit, local_deadline, dates=""):
        """Compare in local time: eight hours ahead of the stored UTC."""
        start = self._utc(local_start) if isinstance(local_start, datetime) else local_start
        found = self.calendar._ops_deadline(start, number, unit, dates, self.company)
        self.assertEqual(found, self._utc(local_deadline), f"{number} {unit} from {local_start}")

    def _utc(self, local):
        return datetime.fromtimestamp(local.timestamp() - 8 * 3600)

    def test_working_hours_skip_lunch_night_and_weekend(self):
        self.assert_deadline(datetime(2026, 11, 23, 9, 0), 2, "working_hours", datetime(2026, 11, 23, 11, 0))
        self.assert_deadline(
            datetime(2026, 11, 23, 11, 0), 2, "working_hours", datetime(2026, 11, 23, 14, 30)
        )
        self.assert_deadline(
            datetime(2026, 11, 23, 12, 30), 2, "working_hours", datetime(2026, 11, 23, 15, 30)
        )
        self.assert_deadline(datetime(2026, 11, 27, 17, 0), 2, "working_hours", datetime(2026, 11, 30, 9, 30))
        self.assert_deadline(
            datetime(2026, 11, 28, 10, 0), 2, "working_hours", datetime(2026, 11, 30, 10, 30)
        )

    def test_end_of_the_same_working_day(self):
        self.assert_deadline(datetime(2026, 11, 23, 9, 0), 0, "end_of_day", datetime(2026, 11, 23, 18, 0))
        self.assert_deadline(datetime(2026, 11, 23, 20, 0), 0, "end_of_day", datetime(2026, 11, 24, 18, 0))
        self.assert_deadline(datetime(2026, 11, 28, 9, 0), 0, "end_of_day", datetime(2026, 11, 30, 18, 0))

    def test_a_local_morning_is_still_yesterday_in_utc(self):
        # 7:00 on Tuesday in Shanghai is 23:00 on Monday in UTC
        self.assert_deadline(datetime(2026, 11, 24, 7, 0), 0, "end_of_day", datetime(2026, 11, 24, 18, 0))
        self.assert_deadline(datetime(2026, 11, 24, 7, 0), 1, "working_days", datetime(2026, 11, 25, 18, 0))

    def test_working_days_jump_over_public_holidays(self):
        self.assert_deadline(datetime(2026, 9, 29, 10, 0), 1, "working_days", datetime(2026, 9, 30, 18, 0))
        self.assert_deadline(datetime(2026, 9, 30, 10, 0), 1, "working_days", datetime(2026, 10, 8, 18, 0))
        self.assert_deadline(datetime(2026, 9, 30, 17, 0), 2, "working_hours", datetime(2026, 10, 8, 9, 30))
        self.assert_deadline(datetime(2026, 10, 3, 10, 0), 0, "end_of_day", datetime(2026, 10, 8, 18, 0))

    def test_days_before_a_date(self):
        self.assert_deadline(date(2026, 12, 10), 10, "before_date", datetime(2026, 11, 30, 18, 0))
        self.assert_deadline(
            date(2026, 12, 8), 10, "before_date", datetime(2026, 11, 28, 23, 59, 59)
        )  # a Saturday
        self.assert_deadline(date(2026, 10, 8), 1, "working_days_before", datetime(2026, 9, 30, 18, 0))

    def test_calendar_days_run_to_midnight(self):
        self.assert_deadline(
            datetime(2026, 11, 27, 20, 0), 0, "calendar_days", datetime(2026, 11, 27, 23, 59, 59)
        )
        self.assert_deadline(
            datetime(2026, 11, 27, 20, 0), 10, "calendar_days", datetime(2026, 12, 7, 23, 59, 59)
        )

    def test_weekday_even_when_nobody_works(self):
        self.assert_deadline(datetime(2026, 11, 23, 9, 0), 6, "weekday", datetime(2026, 11, 28, 23, 59, 59))
        self.assert_deadline(datetime(2026, 11, 23, 9, 0), 5, "weekday", datetime(2026, 11, 27, 18, 0))
        self.assert_deadline(datetime(2026, 11, 27, 19, 0), 5, "weekday", datetime(2026, 12, 4, 18, 0))

    def test_days_of_the_month(self):
        self.assert_deadline(datetime(2026, 11, 1, 9, 0), 5, "day_of_month", datetime(2026, 11, 5, 18, 0))
        self.assert_deadline(
            datetime(2026, 11, 6, 9, 0), 5, "day_of_month", datetime(2026, 12, 5, 23, 59, 59)
        )
        self.assert_deadline(
            datetime(2026, 2, 1, 9, 0), 31, "day_of_month", datetime(2026, 2, 28, 23, 59, 59)
        )
        self.assert_deadline(datetime(2026, 10, 9, 9, 0), 0, "end_of_month", datetime(2026, 10, 30, 18, 0))
        self.assert_deadline(datetime(2026, 10, 30, 19, 0), 0, "end_of_month", datetime(2026, 11, 30, 18, 0))

    def test_fixed_dates_of_the_year(self):
        dates = "06-30,12-31"
        self.assert_deadline(
            datetime(2026, 3, 1, 9, 0), 0, "date_of_year", datetime(2026, 6, 30, 18, 0), dates
        )
        self.assert_deadline(
            datetime(2026, 7, 1, 9, 0), 0, "date_of_year", datetime(2026, 12, 31, 18, 0), dates
        )
        self.assert_deadline(
            datetime(2026, 12, 31, 19, 0), 0, "date_of_year", datetime(2027, 6, 30, 18, 0), dates
        )

    def test_holidays_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Their holiday",
                "calendar_id": False,
                "company_id": other.id,
                "date_from": datetime(2026, 11, 23, 16),
                "date_to": datetime(2026, 11, 24, 15, 59, 59),
            }
        )
        self.assert_deadline(datetime(2026, 11, 23, 10, 0), 1, "working_days", datetime(2026, 11, 24, 18, 0))

    def test_without_a_calendar_every_day_counts(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        nothing = self.env["resource.calendar"]
        saturday = self._utc(datetime(2026, 11, 28, 10, 0))
        self.assertEqual(
            nothing._ops_deadline(saturday, 2, "working_hours", company=self.company),
            self._utc(datetime(2026, 11, 28, 12, 0)),
        )
        self.assertEqual(
            nothing._ops_deadline(saturday, 1, "working_days", company=self.company),
            self._utc(datetime(2026, 11, 29, 23, 59, 59)),
        )

    def test_a_calendar_without_working_days_still_gives_a_deadline(self):
        empty = self.env["resource.calendar"].create(
            {"name": "Nobody works", "tz": "Asia/Shanghai", "attendance_ids": [(5, 0, 0)]}
        )
        start = self._utc(datetime(2026, 11, 23, 10, 0))
        self.assertTrue(empty._ops_deadline(start, 1, "working_days", company=self.company))

    def test_hours_between(self):
        pairs = [
            (self._utc(datetime(2026, 11, 27, 17, 0)), self._utc(datetime(2026, 11, 30, 9, 30))),
            (self._utc(datetime(2026, 11, 28, 9, 0)), self._utc(datetime(2026, 11, 29, 9, 0))),
        ]
        self.assertEqual(self.calendar._ops_hours_between(pairs, self.company), [2.0, 0.0])

    def test_many_starts_cost_as_many_queries_as_two(self):
        starts = [datetime(2026, 11, 2 + n % 25, n % 24) for n in range(1000)]
        self.calendar._ops_deadlines(starts[:2], 1, "working_days", company=self.company)
        counts = []
        for batch in (starts[:2], starts):
            before = self.env.cr.sql_log_count
            self.assertEqual(
                len(self.calendar._ops_deadlines([*batch, None], 1, "working_days", company=self.company)),
                len(batch) + 1,
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
