"""Installation, commissioning and acceptance: three days in order, signed on the screen (M7.9)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...common import PIXEL, clause
from .common import DEFECT, SIGNED, AcceptanceCase

# Monday, ten in the morning in China.
MONDAY = "2026-03-02 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAcceptance(AcceptanceCase):
    @clause("M7.9")
    def test_accepted_with_three_days_and_a_signature(self):
        for user in (self.consultant, self.field, self.specialist, self.technician):
            with self.subTest(user=user.login):
                acceptance = self._draft(user)
                for lacking in ({}, self.days, {"signed_by": "Mr Wang"}):
                    acceptance.write(lacking)
                    with self.assertRaisesRegex(UserError, "M7.9"):
                        acceptance.action_accept()
                acceptance.write({"signature": PIXEL})
                acceptance.action_accept()
                self.assertEqual(acceptance.state, "accepted")
                self.assertEqual(str(acceptance.date_signed), MONDAY)
                self.assertFalse(acceptance.defect_ticket_id)

    @clause("M7.9")
    def test_days_are_apart_in_order_and_not_to_come(self):
        acceptance = self._draft()
        for first, second in (
            ("date_installed", "date_commissioned"),
            ("date_commissioned", "date_accepted"),
            ("date_installed", "date_accepted"),
        ):
            with self.subTest(first=first, second=second), self.assertRaisesRegex(UserError, "M7.9"):
                acceptance.write({first: self._of_march(0), second: self._of_march(-1)})
        for name in self.days:
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "M7.9"):
                acceptance.write({name: self._of_march(3)})
        acceptance.write(dict.fromkeys(self.days, self._of_march(2)))
        with self.assertRaisesRegex(UserError, "M7.9"):
            self._draft(date_installed=self._of_march(3))

    @clause("M7.9")
    def test_defects_open_one_ticket_linked_both_ways(self):
        acceptance = self._flawed(self.field, **self.days, **SIGNED)
        with self.assertRaisesRegex(UserError, "M7.9"):
            acceptance.action_accept()
        acceptance.action_accept_with_defects()
        ticket = acceptance.with_env(self.env).defect_ticket_id
        self.assertEqual(acceptance.state, "with_defects")
        self.assertIn(DEFECT["name"], ticket.description)
        self.assertEqual((ticket.partner_id, ticket.priority), (self.customer, "2"))
        self.assertEqual(ticket.ops_defect_acceptance_ids, acceptance.with_env(self.env))
        self.assertEqual(ticket.with_user(self.technician).ops_acceptance_count, 1)
        with self.assertRaises(UserError):
            acceptance.action_refuse()
        self.assertEqual(acceptance.with_env(self.env).defect_ticket_id, ticket, "once only")

    @clause("M7.9")
    def test_refused_needs_a_defect_and_is_followed_up(self):
        acceptance = self._draft(**self.days, **SIGNED)
        for action in (acceptance.action_refuse, acceptance.action_accept_with_defects):
            with self.assertRaisesRegex(UserError, "M7.9"):
                action()
        with self.assertRaisesRegex(UserError, "M7.9"):
            acceptance.action_follow_up()
        acceptance.action_sign_anew()
        acceptance.write({"defect_ids": [Command.create(DEFECT)], **SIGNED})
        acceptance.action_refuse()
        self.assertTrue(acceptance.defect_ticket_id)
        following = acceptance.browse(acceptance.action_follow_up()["res_id"])
        self.assertEqual(following.previous_id, acceptance)
        self.assertEqual(following.ticket_id, acceptance.defect_ticket_id)
        self.assertEqual(following.previous_defect_ids, acceptance.defect_ids)
        self.assertEqual(following.line_ids.mapped("serials"), ["A1, A2"])
        self.assertFalse(following.signature or following.date_signed or following.date_accepted)
        self.assertEqual(acceptance.action_follow_up()["res_id"], following.id, "not a second one")

    @clause("M7.9")
    def test_a_defect_is_settled_and_stays_as_found(self):
        acceptance = self._refused()
        defect = acceptance.defect_ids
        self.assertEqual(acceptance.open_defect_count, 1)
        with self.assertRaisesRegex(UserError, "M7.9"):
            defect.write({"name": "Nothing"})
        defect.with_user(self.technician).action_settle()
        self.assertEqual((str(defect.date_settled), defect.settled_by_id), ("2026-03-02", self.technician))
        self.assertEqual(acceptance.open_defect_count, 0)
        with self.assertRaisesRegex(UserError, "M7.9"):
            defect.action_settle()
        with self.assertRaises(AccessError):
            self._refused().defect_ids.with_user(self.manager).action_settle()

    @clause("M7.9")
    def test_what_was_signed_stays_before_it_is_decided(self):
        acceptance = self._draft(**self.days, **SIGNED)
        ways = {
            "day": lambda: acceptance.write({"date_installed": self._of_march(-5)}),
            "people": lambda: acceptance.write({"user_ids": [Command.clear()]}),
            "name": lambda: acceptance.write({"signed_by": "Somebody"}),
            "line": lambda: acceptance.line_ids.write({"quantity": 9}),
            "new line": lambda: acceptance.line_ids.create(
                {"acceptance_id": acceptance.id, "product_id": self.key.id}
            ),
            "defect": lambda: acceptance.defect_ids.create({"acceptance_id": acceptance.id, **DEFECT}),
        }
        for name, way in ways.items():
            with self.subTest(way=name), self.assertRaisesRegex(UserError, "Sign Anew.*M7.9"):
                way()
        acceptance.action_sign_anew()
        self.assertFalse(acceptance.date_signed)
        acceptance.write({"note": "Cable trays follow", **SIGNED})
        self.assertTrue(acceptance.date_signed)

    def test_the_form_of_an_order_is_filled_with_what_was_delivered(self):
        order = self._running()
        release = self._release(order)
        self._ship(self._picking(order))
        order.invalidate_recordset()
        order = order.with_user(self.consultant)
        form = Form(
            self.env["ops.acceptance"]
            .with_user(self.consultant)
            .with_context(**order.action_ops_accept()["context"])
        )
        acceptance = form.save()
        self.assertEqual((acceptance.order_id, acceptance.partner_id), (order, self.customer))
        self.assertEqual(acceptance.team_id, self.team)
        self.assertEqual((acceptance.line_ids.product_id, acceptance.line_ids.quantity), (self.plain, 10))
        self.assertEqual(order.action_ops_accept()["res_id"], acceptance.id, "the draft goes on")
        self.assertEqual(order.ops_acceptance_count, 1)
        action = release.with_user(self.technician).action_accept()
        mine = Form(self.env["ops.acceptance"].with_user(self.technician).with_context(**action["context"]))
        mine = mine.save()
        self.assertEqual((mine.release_id, mine.order_id), (release, order))
        self.assertEqual(mine.line_ids.quantity, 10)
        self.assertEqual(release.with_user(self.technician).acceptance_count, 1)

    def test_of_a_ticket(self):
        ticket = self.env["helpdesk.ticket"].create(
            {"name": "New pump", "description": "Install", "partner_id": self.customer.id}
        )
        action = ticket.with_user(self.technician).action_ops_accept()
        form = Form(self.env["ops.acceptance"].with_user(self.technician).with_context(**action["context"]))
        acceptance = form.save()
        self.assertEqual((acceptance.ticket_id, acceptance.partner_id), (ticket, self.customer))
        ticket.invalidate_recordset()
        self.assertEqual(ticket.with_user(self.technician).ops_acceptance_count, 1)

    def test_my_drafts_whose_day_has_come_stand_on_the_first_page(self):
        mine, _later = self._draft(self.field), self._draft(self.field, date_planned=self._of_march(9))
        self._draft()
        card = self.env["ops.home"].with_user(self.field)._get_acceptances_card()
        self.env["ops.home"]._fill_cards([card])
        self.assertEqual([row["res_id"] for row in card["rows"]], mine.ids)

    def test_who_reads_and_who_writes(self):
        acceptance = self._draft()
        for user in (self.consultant, self.manager, self.technician, self.support, self.leader, self.auditor):
            self.assertTrue(acceptance.with_user(user).has_access("read"), user.login)
        for user in (self.colleague, self.field, self.other_manager, self.purchaser, self.keeper):
            self.assertFalse(acceptance.with_user(user).has_access("read"), user.login)
        for user in (self.manager, self.support, self.leader, self.auditor):
            self.assertFalse(acceptance.with_user(user).has_access("write"), user.login)
        acceptance.user_ids |= self.field
        self.assertTrue(acceptance.with_user(self.field).has_access("write"), "he was on site")

    def test_while_the_rulebook_is_off_nothing_is_asked_for(self):
        self._switch(False)
        acceptance = self._draft()
        acceptance.action_accept()
        self.assertEqual(acceptance.state, "accepted")
