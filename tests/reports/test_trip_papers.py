"""The papers of the plan room: a trip with all its days, an annual summary; to their readers alone."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PaperCase

TRIP = "ops_dept_reports.report_ops_trip"
SUMMARY = "ops_dept_reports.report_ops_annual"
LEAVES = datetime(2026, 3, 3, 1, 0)
BACK = datetime(2026, 3, 5, 10, 0)
DECEMBER = datetime(2026, 12, 14, 2, 0)


@tagged("post_install", "-at_install")
class TestTripPapers(PaperCase):
    def _trip(self):
        with freeze_time(LEAVES - timedelta(days=1)):
            trip = (
                self.env["ops.trip"]
                .with_user(self.consultant)
                .create({"place": "Nanjing", "purpose": "Contract", "date_start": LEAVES, "date_end": BACK})
            )
            trip.action_submit()
            trip.with_user(self.manager).action_ops_approve()
        for hours, text in ((3, "They want a trial"), (5, "Terms agreed"), (50, "Signed")):
            with freeze_time(LEAVES + timedelta(hours=hours)):
                action = trip.action_report_today()
                report = trip.env["ops.work.report"].with_context(**action["context"])
                report.create({"done": "talks", "text": text}).action_hand_in()
        return trip

    def _summary(self):
        with freeze_time(DECEMBER):
            summary = (
                self.env["ops.work.report"]
                .with_user(self.consultant)
                .create(
                    {
                        "kind": "annual",
                        "year": 2026,
                        "text": "The north grew",
                        "suggestion_ids": [(0, 0, {"text": "A fair in the north"})],
                    }
                )
            )
            summary.action_hand_in()
            proposal = summary.suggestion_ids.proposal_id
            proposal.with_user(self.leader).action_refuse("Not this year")
            summary.with_user(self.leader).action_file()
        return summary

    def test_trip(self):
        trip = self._trip()
        self.consultant.lang = "en_US"
        with freeze_time(BACK):
            pages = self._print(trip, report=TRIP)
            text = self._print_text(trip, report=TRIP)
        self.assertEqual(len(pages), 1, "all days on one page")
        for words in (
            "TripReport",
            trip.name,
            "Nanjing",
            "Theywantatrial",
            "Termsagreed",
            "Signed",
            "Noreport",
        ):
            self.assertIn(words, text)

    def test_summary(self):
        summary = self._summary()
        self.consultant.lang = "en_US"
        text = self._print_text(summary, report=SUMMARY)
        for words in (
            "AnnualSummary",
            "2026",
            "Thenorthgrew",
            "Afairinthenorth",
            "Notthisyear",
            "Visitsreported",
        ):
            self.assertIn(words, text)
        self.assertIn(self.leader.name, text)

    def test_to_their_readers_alone_and_not_before(self):
        trip, summary = self._trip(), self._summary()
        for record, report in ((trip, TRIP), (summary, SUMMARY)):
            with self.assertRaises(AccessError):
                self._print(record, user=self.colleague, report=report)
        draft = trip.copy({"date_start": BACK, "date_end": BACK + timedelta(days=1)})
        with self.assertRaisesRegex(UserError, "M7.5"):
            self._print(draft, report=TRIP)
        with self.assertRaisesRegex(UserError, "M7.4"):
            self._print(summary.create({"kind": "problem", "title": "x"}), report=SUMMARY)
