"""Market and sales sit together: who is invited, what is decided becomes work (C3.4)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...common import clause
from ..common import MONDAY
from ..people import SpecialistCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestMarketSales(SpecialistCase):
    def _meet(self, user=None, kind="market_sales"):
        return (
            self.env["ops.meeting"]
            .with_user(user or self.market)
            .create({"kind": kind, "title": "Autumn fair", "team_id": self.team.id, "date_start": MONDAY})
        )

    @clause("C3.4", part="meetings of market and sales: counted, decisions become work")
    def test_a_specialist_meets_a_team_and_what_is_decided_is_work(self):
        meeting = self._meet()
        self.assertEqual(meeting.attendance_ids.user_id, self.team.member_ids | self.manager | self.market)
        self.assertIn(meeting, self.env["ops.meeting"].with_user(self.consultant).search([]))
        meeting.action_start()
        self.env["ops.meeting.decision"].with_user(self.market).create(
            {"meeting_id": meeting.id, "name": "Show the new pump first", "user_id": self.consultant.id}
        )
        meeting.action_hold()
        work = meeting.decision_ids.sudo().activity_id
        self.assertEqual((work.user_id, work.ops_giver_id), (self.consultant, self.market))
        held = self.env["ops.meeting"].with_user(self.leader)
        counted = held._read_group(
            [("kind", "=", "market_sales"), ("state", "=", "held")], ["date_start:month"], ["__count"]
        )
        self.assertEqual(counted[0][1], 1)

    def test_who_holds_them(self):
        for kind in ("market_sales", "briefing"):
            with self.subTest(kind), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._meet(self.consultant, kind)
            for user in (self.market, self.manager, self.leader):
                self.assertTrue(self._meet(user, kind))

    def test_others_do_not_read_them(self):
        meeting = self._meet()
        self.assertFalse(meeting.with_user(self.stranger).has_access("read"))
