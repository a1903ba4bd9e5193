"""The note that the customer signed: from the office to sales support, owed one working day later (W4.F)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import PIXEL, clause
from ..common import ReleaseCase

# Monday, ten in the morning in China.
MONDAY = datetime(2026, 3, 2, 2, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestSignedNote(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company.ops_office_id = cls.clerk

    def _shipped(self):
        order = self._running()
        release = self._release(order)
        self._ship(self._picking(order))
        self.assertEqual(release.state, "done")
        return release.with_env(self.env)

    def _duty(self, release):
        """Return what is owed of it, after the nightly job."""
        self.env["ops.release"]._open_owed(self.company)
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "W4.F"), ("res_model", "=", "ops.release"), ("res_id", "=", release.id)]
        )

    def _photograph(self, release, user=None):
        release.with_user(user or self.clerk).write(
            {
                "note_signed_by": "Mr Wang",
                "note_scan_ids": [
                    Command.create(
                        {"name": "note.png", "datas": PIXEL, "res_model": "ops.release", "res_id": release.id}
                    )
                ],
            }
        )

    def _handed(self):
        release = self._shipped()
        self._photograph(release)
        release.with_user(self.clerk).action_hand_in_note()
        return release

    @clause("W4.F")
    def test_the_office_owes_the_note_until_support_takes_it_over(self):
        order = self._running()
        release = self._release(order).with_env(self.env)
        self.assertFalse(release.note_stage, "nothing has left")
        with self.assertRaisesRegex(UserError, "W4.F"):
            release.with_user(self.clerk).action_hand_in_note()
        self._ship(self._picking(order))
        self.assertEqual((release.state, release.note_stage), ("done", "office"))
        duty = self._duty(release)
        self.assertEqual((duty.owner_id, duty.state), (self.clerk, "open"))
        self.assertEqual(duty.date_due.date(), datetime(2026, 3, 3).date(), "one working day")
        self.assertEqual(order.with_user(self.support).ops_missing_note_count, 1)
        with self.assertRaisesRegex(UserError, "photograph"):
            release.with_user(self.clerk).action_hand_in_note()
        self._photograph(release)
        release.with_user(self.clerk).action_hand_in_note()
        self.assertEqual((release.note_stage, duty.state), ("handed", "open"), "support has not got it yet")
        with freeze_time("2026-03-05 02:00:00"):
            self.env["ops.obligation"]._mark_overdue()
            self.assertEqual((duty.state, duty.owner_id), ("late", self.clerk), "the office is late")
            release.with_user(self.support).action_take_note()
        self.assertEqual((release.note_stage, duty.state), ("taken", "met"))
        self.assertEqual(release.note_taken_by_id, self.support)
        self.assertEqual(release.date_note_taken, datetime(2026, 3, 5, 2, 0))
        order.invalidate_recordset()
        self.assertEqual(order.with_user(self.support).ops_missing_note_count, 0)

    def test_an_unreadable_note_goes_back_to_the_office(self):
        release = self._handed()
        with self.assertRaises(UserError):
            release.with_user(self.support).action_return_note(" ")
        release.with_user(self.support).action_return_note("The signature is cut off")
        self.assertEqual(release.note_stage, "returned")
        self.assertEqual(self._duty(release).state, "open")
        home = self.env["ops.home"].with_user(self.clerk)._get_notes_to_hand_in_card()
        self.assertEqual([row["res_id"] for row in home["rows"]], release.ids)
        release.with_user(self.clerk).note_signed_by = "Mr Wang, store"
        release.with_user(self.clerk).action_hand_in_note()
        self.assertFalse(release.note_return_reason)
        release.with_user(self.support).action_take_note()
        self.assertEqual(self._duty(release).state, "met")

    def test_a_signature_on_the_screen_is_enough(self):
        release = self._shipped()
        release.with_user(self.clerk).write({"note_signed_by": "Mr Wang", "note_signature": PIXEL})
        release.with_user(self.clerk).action_hand_in_note()
        self.assertEqual(release.note_stage, "handed")

    def test_each_step_is_done_by_whose_turn_it_is(self):
        release = self._handed()
        for user in (self.clerk, self.manager):
            for step in (
                lambda each: each.action_take_note(),
                lambda each: each.action_return_note("Cannot read it"),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    step(release.with_user(user))
        with self.assertRaises(UserError):
            release.with_user(self.support).action_hand_in_note()
        release.with_user(self.support).action_take_note()
        with self.assertRaises(UserError):
            release.with_user(self.support).action_return_note("Too late")

    def test_what_was_handed_in_stays(self):
        release = self._handed()
        ways = {
            "content": lambda user: release.with_user(user).write({"note_signed_by": "Somebody else"}),
            "signature": lambda user: release.with_user(user).write({"note_signature": PIXEL}),
            "scans": lambda user: release.with_user(user).write({"note_scan_ids": [Command.clear()]}),
            "stage": lambda user: release.with_user(user).write({"note_stage": "taken"}),
            "date": lambda user: release.with_user(user).write({"date_note_taken": MONDAY}),
            "file": lambda user: release.note_scan_ids.with_user(user).unlink(),
            "bytes": lambda user: release.note_scan_ids.with_user(user).write({"datas": b"AAAA"}),
        }
        for name, way in ways.items():
            for user in (self.clerk, self.support):
                with (
                    self.subTest(way=name, user=user.login),
                    self.assertRaises(UserError),
                    self.env.cr.savepoint(),
                ):
                    way(user)
        created = self.env["ops.release"].with_user(self.support)
        with self.assertRaises(UserError):
            created.create({"order_id": release.order_id.id, "note_stage": "taken"})

    def test_while_the_rulebook_is_off_nobody_owes_a_note(self):
        order = self._running()
        release = self._release(order).with_env(self.env)
        self._switch(False)
        self._ship(self._picking(order))
        self._switch(True)
        self.assertFalse(release.note_stage)
        self.assertFalse(self._duty(release))
