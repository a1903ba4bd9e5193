"""Many reports, trips and proposals take as many statements as few (H8, M7.4, M7.5)."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..trip.test_trip import LEAVES, NOON, TripCase

READ = {
    "ops.work.report": (
        "display_name", "can_hand_in", "can_file", "can_mark_major", "can_acknowledge", "age_days",
        "question_ids", "unanswered", "takes_place", "place_text",
    ),
    "ops.trip": ("display_name", "is_decided", "days_text", "can_report", "report_count", "is_above"),
    "ops.proposal": ("display_name", "answer"),
}  # fmt: skip


@tagged("post_install", "-at_install")
@freeze_time(LEAVES + NOON)
class TestMany(TripCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_place_on = True

    def _count(self, records, user):
        """Return how many statements it takes to read what lists and forms show, the caches filled."""
        names = list(READ[records._name])
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(user).read(names)
        return self.env.cr.sql_log_count - before

    def _problems(self, number):
        reports = self.env["ops.work.report"].with_user(self.consultant)
        problems = reports.create([{"title": f"No stock {n}", "text": "Short"} for n in range(number)])
        problems.action_hand_in()
        return problems

    def _suggestions(self, number):
        proposals = self.env["ops.proposal"].with_user(self.consultant)
        asked = proposals.create([{"text": f"A shelf for samples {n}"} for n in range(number)])
        asked.action_submit()
        return asked

    def test_reading_takes_as_many_statements_for_many_as_for_few(self):
        trips = self.env["ops.trip"]
        for day in range(8):
            trips |= self._trip(start=LEAVES.replace(day=4 + day), end=LEAVES.replace(day=4 + day, hour=8))
        found = {
            "problems": self._problems(8),
            "suggestions": self._suggestions(8),
            "trips": trips,
        }
        for what, records in found.items():
            for user in (self.manager, self.leader):
                with self.subTest(what, user=user.login):
                    self.assertEqual(self._count(records[:2], user), self._count(records, user))

    def test_handing_in_more_takes_few_statements_more(self):
        """Each has its number, its log and its mail; what decides about it is asked once for all."""
        for make, most in ((self._problems, 8), (self._suggestions, 25)):
            make(2)
            counts = []
            for number in (2, 12):
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                make(number)
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            self.assertLessEqual((counts[1] - counts[0]) / 10, most, (make.__name__, counts))
