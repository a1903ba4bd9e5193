"""One digest a day and person: what he owes, what his people and the company leave undone."""

import re
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from ..common import create_role
from .common import MONDAY_9, ObligationCase

HALF_PAST_EIGHT = datetime(2026, 11, 24, 0, 30)


@freeze_time(MONDAY_9)
class TestDigest(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": cls.company.ids, "lang": "en_US"}
        cls.market_head = create_role(cls.env, "o_mh", "market_head", **company)
        cls.market = create_role(cls.env, "o_ms", "market_specialist", **company)
        employees = cls.env["hr.employee"].create(
            [
                {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
                for user in cls.market_head + cls.market
            ]
        )
        employees[1].parent_id = employees[0]
        cls.second = cls._create_company("Second Ltd")

    def test_one_is_reminded_a_working_day_before_and_never_of_nothing(self):
        self.consultant.write({"notification_type": "inbox", "lang": "en_US"})
        with freeze_time(datetime(2026, 11, 27, 1, 0)):  # Friday, due on Monday
            self._create_document()._open_obligations("R7")
            self.assertEqual(self.ledger._send_digest(self.company), self.consultant)
        body = (
            self.env["mail.message"]
            .search([("partner_ids", "in", self.consultant.partner_id.ids)], limit=1)
            .body
        )
        self.assertIn("Due by the next working day: 1", body)
        with freeze_time(datetime(2026, 11, 23, 1, 0)):
            self.assertFalse(self.ledger._send_digest(self.company))

    def test_two_hundred_people_are_told_in_batches_each_once(self):
        people = self.env["res.users"].create(
            [
                {
                    "name": f"Person {number}",
                    "login": f"o_many{number}",
                    "notification_type": "inbox",
                    "company_id": self.company.id,
                    "company_ids": self.company.ids,
                    "group_ids": [(6, 0, self.env.ref("ops_dept.ops_dept_group_consultant").ids)],
                }
                for number in range(200)
            ]
        )
        for user in people:
            self._create_document(user_id=user.id)
        documents = self.Document.search([("user_id", "in", people.ids)])
        documents._open_obligations("V1.8")
        commits = []
        job = self.env.ref("ops_dept.ir_cron_obligation_digest")
        progress = patch.object(
            self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: commits.append(1) or 60
        )
        with freeze_time(HALF_PAST_EIGHT), progress:
            self.ledger._cron_send_digest()
            self.ledger._cron_send_digest()
        notified = self.env["mail.notification"].search([("res_partner_id", "in", people.partner_id.ids)])
        self.assertEqual((len(notified), len(notified.res_partner_id)), (200, 200))
        self.assertGreaterEqual(len(commits), 4)
        self.assertEqual((job.interval_number, job.interval_type), (1, "days"))
        self.assertEqual((job.nextcall.hour, job.nextcall.minute), (0, 30))  # half past eight in China

    def _digest_lines(self, user, moment):
        """Return what a person's digest of a day says, without the link; none: no digest."""
        with freeze_time(moment):
            self.ledger._mark_overdue()
            companies = [company for company in self.company | self.second if company.ops_rulebook]
            for job in (self.ledger._escalate, self.ledger._send_digest):
                for company in companies:
                    job(company)
        messages = self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids), ("date", ">=", moment)]
        )
        return [re.findall("<li>(.*?)</li>", message.body) for message in messages]

    def test_one_digest_says_what_is_owed_in_all_companies_of_a_person(self):
        self.consultant.write(
            {
                "notification_type": "inbox",
                "lang": "en_US",
                "company_ids": (self.company | self.second).ids,
            }
        )
        self._create_document()._open_obligations("V1.8")
        for _number in range(2):
            self._create_document(company_id=self.second.id, team_id=False)._open_obligations("V1.8")
        self.assertEqual(self._digest_lines(self.consultant, HALF_PAST_EIGHT), [["Overdue: 3"]])
        self.second.ops_rulebook = False
        wednesday = HALF_PAST_EIGHT + timedelta(days=1)
        self.assertEqual(self._digest_lines(self.consultant, wednesday), [["Overdue: 1"]])

    def test_what_was_missed_is_told_to_the_head_and_then_to_leaders(self):
        """A repeated duty is never late and owed: numbers on the days of each step, until it is done."""
        people = self.market_head | self.leader
        people.write({"notification_type": "inbox", "lang": "en_US"})
        missed = self.ledger.create(
            [
                {
                    "clause_id": self.env.ref("ops_dept.clause_m1_7").id,
                    "company_id": self.company.id,
                    "owner_id": self.market.id,
                    "owed_by": "person",
                    "period": f"2026-{month}",
                    "date_opened": MONDAY_9,
                    "date_due": datetime(2026, 11, 23, 10, 0),
                }
                for month in ("10", "11")
            ]
        )
        team = ["Missed in your team, to be seen by you: 2"]
        company = ["Missed in the company, to be seen by you: 2"]
        for day, head, leader in ((24, 0, 0), (25, 1, 0), (26, 1, 0), (27, 0, 1), (30, 0, 1)):
            moment = datetime(2026, 11, day, 0, 30)
            with freeze_time(moment):
                self.ledger._close_missed()
            self.assertEqual(set(missed.mapped("state")), {"missed"})
            said = self._digest_lines(self.market_head, moment)
            self.assertEqual(said, [team] if head else [], day)
            found = self.env["mail.message"].search(
                [("partner_ids", "in", self.leader.partner_id.ids), ("date", ">=", moment)]
            )
            said = [re.findall("<li>(.*?)</li>", message.body) for message in found]
            self.assertEqual(said, [company] if leader else [], day)
        self.assertFalse(self._digest_lines(self.leader, datetime(2026, 12, 1, 0, 30)))

    def test_what_was_missed_and_done_since_is_told_to_nobody(self):
        self.market_head.write({"notification_type": "inbox", "lang": "en_US"})
        values = {
            "clause_id": self.env.ref("ops_dept.clause_m1_7").id,
            "company_id": self.company.id,
            "owner_id": self.market.id,
            "owed_by": "person",
            "date_opened": MONDAY_9,
            "date_due": datetime(2026, 11, 23, 10, 0),
        }
        done, excused, _missed = self.ledger.create(
            [{**values, "period": f"2026-{month}"} for month in ("09", "10", "11")]
        )
        with freeze_time(HALF_PAST_EIGHT):
            self.ledger._close_missed()
            done._meet_even_missed()
            excused._excuse()
        said = self._digest_lines(self.market_head, datetime(2026, 11, 25, 0, 30))
        self.assertEqual(said, [["Missed in your team, to be seen by you: 1"]])
