"""Tenders that close soon stand on the agenda of the weekly meeting (W2.A)."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestTenders(BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.env["ops.meeting"].search([("kind", "=", "weekly")]).sudo()._unlink_stamped()
        cls.meeting = cls.env["ops.meeting"].create(
            {"kind": "weekly", "team_id": cls.team.id, "chair_id": cls.manager.id, "date_start": cls.now}
        )

    def _tenders(self, user=None):
        self.env.invalidate_all()
        screen = self.meeting.with_user(user or self.manager).get_screen()
        page = next(page for page in screen["people"] if page["id"] == self.consultant.id)
        part = [part for part in page["parts"] if part["key"] == "tenders"]
        team = [part for part in screen["team"] if part["key"] == "tenders"]
        return part[0]["rows"] if part else [], team[0]["rows"] if team else []

    def test_what_closes_within_two_weeks_until_it_ends(self):
        soon = self._create_bid(date_closing=self.now + timedelta(days=13), title="Hall 3")
        self._create_bid(date_closing=self.now + timedelta(days=15), title="Later")
        self._create_bid(date_closing=self.now - timedelta(days=1), title="Closed")
        self._create_bid(title="No day")
        mine, team = self._tenders()
        self.assertEqual([row["text"] for row in mine], ["Hall 3"])
        self.assertIn(self.customer.name, mine[0]["note"])
        self.assertIn(self.consultant.name, team[0]["note"])
        soon.sudo()._stamp({"state": "cancel"})
        self.assertEqual(self._tenders(), ([], []))
