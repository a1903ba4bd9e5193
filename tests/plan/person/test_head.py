"""Who stands above a person changes: he sees what is open from then on, what is closed stays as it was."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import MONDAY
from ..people import SpecialistCase

SEEN = {
    "ops.trip": {
        "place": "Nanjing",
        "purpose": "Year's contract",
        "date_start": "2026-03-03 01:00:00",
        "date_end": "2026-03-05 10:00:00",
    },
    "ops.proposal": {"text": "A demo kit for each specialist"},
    "ops.work.report": {"kind": "problem", "title": "The lift is broken"},
    "ops.work.plan": {"date_from": "2026-03-09", "goals": "Halls"},
}


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestHead(SpecialistCase):
    def test_every_kind_follows_who_stands_above(self):
        new_head = self.other_manager
        employee = self.market.employee_ids
        records = []
        for model, vals in SEEN.items():
            records.append(self.env[model].with_user(self.market).create(vals))
            self.assertEqual(records[-1].head_id, self.market_head, model)
        employee.parent_id = self.env["hr.employee"].create({"name": "New head", "user_id": new_head.id})
        self.env["ops.headed"]._refresh_all_people()
        for record in records:
            with self.subTest(model=record._name):
                self.assertEqual(record.head_id, new_head)
                self.assertTrue(record.with_user(self.market).is_mine)
                self.assertTrue(record.with_user(new_head).is_above)
                self.assertFalse(record.with_user(self.market_head).is_above)

    def test_what_is_closed_keeps_its_head(self):
        proposal = self.env["ops.proposal"].with_user(self.market).create(SEEN["ops.proposal"])
        proposal.action_submit()
        proposal.with_user(self.leader).action_ops_approve()
        self.assertEqual(proposal.state, "approved")
        head = self.env["hr.employee"].create({"name": "New head", "user_id": self.other_manager.id})
        self.market.employee_ids.parent_id = head
        self.env["ops.headed"]._refresh_all_people()
        self.assertEqual(proposal.head_id, self.market_head)

    def test_a_second_run_writes_nothing(self):
        trip = self.env["ops.trip"].with_user(self.market).create(SEEN["ops.trip"])
        self.env["ops.headed"]._refresh_all_people()
        before = trip.write_date
        with freeze_time("2026-03-03 02:00:00"):
            self.env["ops.headed"]._refresh_all_people()
        self.assertEqual(trip.write_date, before)
