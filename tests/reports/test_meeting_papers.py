"""The pack of a weekly meeting and its minutes on paper; a pack of twenty people is printed in seconds."""

import time
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import clause
from .common import PaperCase

PACK = "ops_dept_reports.report_ops_meeting_pack"
MINUTES = "ops_dept_reports.report_ops_meeting_minutes"
PEOPLE, VISITS = 20, 8
REPORT = {
    "reached": "reached",
    "result": "quotation",
    "talk": "要三号线轴承报价",
    "no_next": "customer",
    "commitment": "周五报价",
}


@tagged("post_install", "-at_install")
class TestMeetingPapers(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.manager | cls.consultant | cls.colleague).lang = "zh_CN"
        cls.env["ops.meeting"].search([("kind", "=", "weekly")]).sudo()._unlink_stamped()
        cls.now = fields.Datetime.now()
        cls.meeting = cls.env["ops.meeting"].create(
            {
                "kind": "weekly",
                "team_id": cls.team.id,
                "chair_id": cls.manager.id,
                "date_start": cls.now,
                "topic_ids": [
                    Command.create({"name": "交货迟", "user_id": cls.consultant.id, "conclusion": "换承运商"})
                ],
                "decision_ids": [],
                "minutes": "大家同意",
            }
        )

    def _visit(self, user, number=0):
        return {
            "channel": "outbound",
            "partner_id": self.customer.id,
            "user_id": user.id,
            "date_start": self.now - timedelta(days=1, hours=number),
        }

    @clause("W1.E", part="on paper")
    def test_the_pack_lists_visits_and_results(self):
        visit = self.env["ops.visit"].create(self._visit(self.consultant))
        mine = visit.with_user(self.consultant)
        mine.write(REPORT)
        mine.action_report()
        text = self._print_text(self.meeting, user=self.manager, report=PACK)
        for words in (
            "会议材料",
            self.customer.name.replace(" ", ""),
            "要三号线轴承报价",
            "周五报价",
            "交货迟",
        ):
            self.assertIn(words, text)
        other = self._print_text(self.meeting, user=self.colleague, report=PACK)
        self.assertNotIn("要三号线轴承报价", other, "a colleague prints his own page")

    @clause("H4", part="minutes")
    def test_the_minutes_say_who_was_there_and_what_was_decided(self):
        self.env["ops.meeting.decision"].create(
            {"meeting_id": self.meeting.id, "name": "联系新承运商", "user_id": self.consultant.id}
        )
        self.meeting.with_user(self.manager).action_start()
        line = self.meeting.attendance_ids.filtered(lambda a: a.user_id == self.consultant)
        line.with_user(self.manager).write({"status": "excused", "reason": "出差"})
        self.meeting.with_user(self.manager).action_hold()
        text = self._print_text(self.meeting, user=self.consultant, report=MINUTES)
        for words in ("会议纪要", "联系新承运商", "出差", "换承运商", "大家同意", "请假", self.manager.name):
            self.assertIn(words, text)

    def test_a_talk_between_two_is_on_no_paper(self):
        talk = (
            self.env["ops.meeting"]
            .with_user(self.manager)
            .create({"kind": "one_to_one", "person_id": self.consultant.id, "date_start": self.now})
        )
        for report in (PACK, MINUTES):
            for user in (self.manager, self.leader):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self._print(talk, user=user, report=report)

    def test_a_pack_of_twenty_people_takes_seconds(self):
        people = self.env["res.users"].union(
            *(
                new_test_user(self.env, f"pack_{number}", groups="ops_dept.ops_dept_group_consultant")
                for number in range(PEOPLE - len(self.meeting.attendance_ids))
            )
        )
        self.team.member_ids |= people
        self.meeting._invite_team()
        self.env["ops.visit"].create(
            [
                self._visit(user, number)
                for user in self.meeting.attendance_ids.user_id
                for number in range(VISITS)
            ]
        )
        self._print(self.meeting, user=self.manager, report=PACK)
        self.env.invalidate_all()
        start = time.monotonic()
        pages = self._print(self.meeting, user=self.manager, report=PACK)
        took = time.monotonic() - start
        self.assertGreater(len(pages), 3)
        self.assertLess(took, 5)
