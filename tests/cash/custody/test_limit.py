"""A salesman hands in what he carries within a working day; what is lost is answered for (R9)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..custody_common import MONDAY, TUESDAY_NIGHT, WEDNESDAY_NIGHT, CustodyCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestLimit(CustodyCase):
    @clause("R9")
    def test_held_past_the_limit_is_a_violation(self):
        original = self._original(self.consultant)
        duty = self._duties(original)
        self.assertEqual((duty.owner_id, duty.state), (self.consultant, "open"))
        self.assertEqual(original.date_hand_in, duty.date_due)
        self.assertEqual(duty.date_due.date(), datetime(2026, 3, 3).date())
        self._night()
        self.assertFalse(self._violations(original))
        with freeze_time(WEDNESDAY_NIGHT):
            for _night in range(2):
                self._night()
            self.env.invalidate_all()
            self.assertTrue(original.is_past_limit)
            card = self.env["ops.home"].with_user(self.consultant)._get_originals_to_hand_in_card()
            self.assertTrue(card["rows"][0]["is_late"])
            self.assertEqual((duty.state, len(self._violations(original))), ("missed", 1))
            self._move(original, self.consultant, self.support)
            self.assertFalse(original.date_carried)
            self._night()
        self.assertEqual(len(self._violations(original)), 1)

    @clause("R9")
    def test_handed_in_the_same_day_meets_it(self):
        original = self._original(self.consultant)
        self._move(original, self.consultant, self.support)
        self.assertEqual(self._duties(original).state, "met")
        with freeze_time(WEDNESDAY_NIGHT):
            self._night()
        self.assertFalse(self._violations(original))

    @clause("R9")
    def test_passing_it_on_among_salesmen_does_not_start_the_limit_again(self):
        original = self._original(self.consultant)
        due = original.date_hand_in
        with freeze_time("2026-03-03 02:00:00"):
            self._move(original, self.consultant, self.colleague)
        self.assertEqual((original.date_carried, original.date_hand_in), (MONDAY, due))
        first, second = self._duties(original)
        self.assertEqual((first.state, second.state), ("waived", "open"))
        self.assertEqual((second.owner_id, second.date_due), (self.colleague, due))
        with freeze_time(WEDNESDAY_NIGHT):
            self._night()
            self.assertEqual(len(self._violations(original)), 1)
            # back and forth: the second salesman's is a violation already
            self._move(original, self.colleague, self.consultant)
            self._night()
            self._move(original, self.consultant, self.colleague)
            self._night()
        self.assertEqual(len(self._violations(original)), 2, "each of them once")

    def test_the_company_sets_the_limit(self):
        limit = self.env.ref("ops_dept.clause_limit_r9_hand_in").with_company(self.company)
        limit.number = 3
        original = self._original(self.consultant)
        self.assertEqual(original.date_hand_in.date(), datetime(2026, 3, 5).date())
        with freeze_time(TUESDAY_NIGHT):
            self._night()
        self.assertEqual(self._duties(original).state, "open")

    def test_lent_to_a_salesman_it_is_back_by_the_day_agreed_on(self):
        original = self._original(self.support)
        self.assertFalse(self._duties(original))
        self._move(original, self.support, self.consultant, date_return="2026-03-06")
        self.assertEqual(self._duties(original).date_due, datetime(2026, 3, 6, 16, 0))
        with self.assertRaisesRegex(UserError, "lends no"):
            self._give(original, self.consultant, self.colleague, date_return="2026-12-31")
        self._move(original, self.consultant, self.colleague)
        self.assertEqual(str(original.date_return), "2026-03-06", "still lent")
        self._move(original, self.colleague, self.support)
        self.assertFalse(original.date_return)
        self.assertEqual(self._duties(original).mapped("state"), ["waived", "met"])

    @clause("R9")
    def test_lost_is_reported_with_circumstances_and_answered_for(self):
        original = self._original(self.consultant)
        with self.assertRaisesRegex(UserError, "R9"):
            original.with_user(self.consultant).action_lose("gone")
        with self.assertRaises(AccessError):
            original.with_user(self.colleague).action_lose("He told me that it is gone")
        self._give(original, self.consultant, self.support)
        original.with_user(self.consultant).action_lose("Left in a taxi on Monday evening")
        self.assertEqual((original.state, original.holder_id), ("lost", self.consultant))
        self.assertEqual(original.move_ids[1].state, "withdrawn")
        violation = self._violations(original)
        self.assertEqual(len(violation), 1)
        self.assertIn("taxi", violation.description)
        self.assertIn(self.consultant, violation.obligation_id.owner_id)
        self.assertEqual(self._duties(original).state, "waived")
        with self.assertRaisesRegex(UserError, "lost"):
            self._give(original, self.consultant, self.support)
        with self.assertRaises(UserError):
            original.with_user(self.support).action_find("")
        original.with_user(self.support).action_find("The driver brought it back")
        self.assertEqual((original.state, original.holder_id), ("held", self.consultant))
        self.assertEqual(self._duties(original)[-1].state, "open", "he still hands it in")
        self.assertEqual(len(self._violations(original)), 1)

    def test_while_the_rulebook_is_off_nobody_owes_it(self):
        self._switch(False)
        carried = self._original(self.consultant)
        original = self._original(self.consultant)
        self.assertFalse(self._duties(original))
        self._move(original, self.consultant, self.support)
        self.assertEqual(original.holder_id, self.support)
        original.with_user(self.support).action_lose("Burnt with the cabinet")
        self._switch(True)
        self.assertFalse(self._violations(original))
        with freeze_time(WEDNESDAY_NIGHT):
            self._night()
            self.assertEqual(self._duties(carried).state, "open", "it counts from when the clause holds")
            self.assertEqual(carried.date_carried, WEDNESDAY_NIGHT)
            self.assertFalse(self._violations(carried))
