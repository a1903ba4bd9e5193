"""An original goes from hand to hand with two signatures, and is with the giver until then (R9)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..custody_common import MONDAY, SIGNED, WEDNESDAY_NIGHT, CustodyCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestHandOver(CustodyCase):
    @clause("R9")
    def test_the_giver_holds_it_until_the_taker_has_signed(self):
        original = self._original(self.consultant)
        self.assertEqual((original.state, original.holder_id), ("held", self.consultant))
        self.assertEqual(original.name[:3], "YJ-")
        form = Form.from_action(
            self.env(user=self.consultant), original.with_user(self.consultant).action_open_give()
        )
        self.assertEqual(form.taker_id, self.support, "the support of the team")
        form.signature = SIGNED
        form.save().action_sign()
        self.assertEqual((original.state, original.holder_id), ("moving", self.consultant))
        card = self.env["ops.home"].with_user(self.support)._get_originals_to_take_card()
        self.assertEqual([row["res_id"] for row in card["rows"]], original.ids)
        form = Form.from_action(
            self.env(user=self.support), original.with_user(self.support).action_open_take()
        )
        form.signature = SIGNED
        form.save().action_sign()
        self.assertEqual((original.state, original.holder_id), ("held", self.support))
        first, second = original.move_ids
        self.assertEqual((first.from_id.id, first.to_id, first.sequence), (False, self.consultant, 1))
        self.assertEqual((second.from_id, second.to_id), (self.consultant, self.support))
        self.assertEqual((second.state, second.sequence), ("taken", 2))
        self.assertTrue(second.give_signature and second.take_signature)
        self.assertEqual((second.date_given, second.date_closed), (MONDAY, MONDAY))

    @clause("R9")
    def test_what_is_not_taken_over_in_a_working_day_is_with_the_giver(self):
        original = self._original(self.support)
        self._give(original, self.support, self.accountant)
        self._night()
        self.assertEqual(original.state, "moving", "the day is not over")
        with freeze_time(WEDNESDAY_NIGHT):
            self._night()
        self.assertEqual((original.state, original.holder_id), ("held", self.support))
        self.assertEqual(original.move_ids[1].state, "expired")
        told = (
            self.env["mail.notification"]
            .search([("mail_message_id.body", "ilike", original.name)])
            .res_partner_id
        )
        self.assertEqual(told, self.support.partner_id | self.accountant.partner_id)
        with self.assertRaisesRegex(UserError, "R9"):
            original.with_user(self.accountant).action_take(SIGNED)

    def test_it_is_refused_with_a_reason_or_withdrawn(self):
        original = self._original(self.support)
        self._give(original, self.support, self.accountant)
        with self.assertRaisesRegex(UserError, "R9"):
            original.with_user(self.accountant).action_refuse(" ")
        original.with_user(self.accountant).action_refuse("A page is missing")
        self.assertEqual((original.state, original.holder_id), ("held", self.support))
        self.assertEqual(original.move_ids[1].reason, "A page is missing")
        self._give(original, self.support, self.accountant)
        with self.assertRaises(AccessError):
            original.with_user(self.accountant).action_withdraw()
        original.with_user(self.support).action_withdraw()
        self.assertEqual(original.move_ids.mapped("state"), ["taken", "refused", "withdrawn"])

    def test_who_may(self):
        original = self._original(self.support)
        for user in (self.accountant, self.consultant, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                original.with_user(user).action_give(self.clerk.id, SIGNED)
        for taker, words in ((self.support, "already"), (self.env["res.users"], "who takes it")):
            with self.assertRaisesRegex(UserError, words):
                self._give(original, self.support, taker)
        with self.assertRaisesRegex(UserError, "sign"):
            original.with_user(self.support).action_give(self.clerk.id, False)
        self._give(original, self.support, self.clerk)
        with self.assertRaisesRegex(UserError, "R9"):
            self._give(original, self.support, self.accountant)
        for user in (self.support, self.accountant, self.leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                original.with_user(user).action_take(SIGNED)
        original.with_user(self.clerk).action_take(SIGNED)
        self._give(original, self.leader, self.support)  # of who has left, a leader hands over
        self.assertEqual(original.move_ids[2].given_by_id, self.leader)
        self.assertEqual(original.move_ids[2].from_id, self.clerk)

    def test_an_archived_original_that_nobody_takes_stays_in_its_place(self):
        original = self._original(self.support)
        with self.assertRaisesRegex(UserError, "where it lies"):
            original.with_user(self.support).action_archive_it()
        original.with_user(self.support).write({"place": "Archive room", "shelf": "A-3"})
        original.with_user(self.support).action_archive_it()
        self._give(original, self.support, self.accountant)
        original.with_user(self.accountant).action_refuse("Not needed")
        self.assertEqual((original.state, original.shelf), ("archived", "A-3"))
        self._move(original, self.support, self.accountant)
        self.assertEqual((original.state, original.place), ("held", False), "it lies elsewhere now")

    def test_a_salesman_keeps_none(self):
        original = self._original(self.consultant)
        original.with_user(self.consultant).place = "My drawer"
        with self.assertRaisesRegex(AccessError, "R9"):
            original.with_user(self.consultant).action_archive_it()

    def test_lent_and_overdue(self):
        original = self._original(self.support)
        self._move(original, self.support, self.accountant, date_return="2026-03-06")
        self.assertEqual((original.lent_by_id, str(original.date_return)), (self.support, "2026-03-06"))
        overdue = self.env["ops.custody"].with_user(self.support).search([("is_overdue", "=", True)])
        self.assertFalse(overdue)
        with freeze_time("2026-03-08 20:00:00"):
            self.env.invalidate_all()
            self.assertTrue(original.is_overdue)
            overdue = self.env["ops.custody"].with_user(self.support).search([("is_overdue", "=", True)])
            self.assertEqual(overdue, original)
            for _night in range(2):
                self._night()
            told = self.env["mail.message"].search([("body", "ilike", original.name)])
            self.assertEqual(told.notified_partner_ids, self.accountant.partner_id)
            self.assertEqual(len(told), 1, "once")
            self._move(original, self.accountant, self.support)
            self.assertFalse(original.date_return)
        with self.assertRaisesRegex(UserError, "over"):
            self._give(original, self.support, self.accountant, date_return="2026-02-27")

    def test_each_sees_what_concerns_him(self):
        mine = self._original(self.consultant)
        other = self._original(self.colleague, partner_id=self.vendor.id)
        of_customer = self._original(self.support)
        for user, seen in (
            (self.consultant, mine | of_customer),
            (self.colleague, other),
            (self.support, mine | other | of_customer),
            (self.manager, mine | other | of_customer),
            (self.other_manager, mine.browse()),
            (self.keeper, mine.browse()),
            (self.auditor, mine | other | of_customer),
        ):
            found = self.env["ops.custody"].with_user(user).search([])
            moves = self.env["ops.custody.move"].with_user(user).search([])
            with self.subTest(user=user.login):
                self.assertEqual(found.sudo() & (mine | other | of_customer), seen)
                self.assertEqual(moves.sudo().custody_id & (mine | other | of_customer), seen)
        with self.assertRaises(AccessError):
            self._original(self.keeper)
        self._give(other, self.colleague, self.keeper)
        self.assertTrue(other.with_user(self.keeper).has_access("read"))
        other.with_user(self.keeper).action_take(SIGNED)
        with self.assertRaises(AccessError):
            other.with_user(self.keeper).write({"place": "Mine"})
        with self.assertRaises(AccessError):
            of_customer.with_user(self.consultant).write({"place": "Mine"})
