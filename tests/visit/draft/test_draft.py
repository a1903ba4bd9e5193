"""A note that is sent twice is one; nobody but its author sends it again."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase

KEY = "5e0c0f2e-9f6b-4a3e-8d55-2f6f0c7ab001"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestDraft(VisitCase):
    def _send(self, user=None, **vals):
        """Save a note of a call that came in, as the web client does."""
        visits = self.env["ops.visit"].with_user(user or self.consultant)
        values = {"channel": "inbound", "caller_number": "0512-66778899", "sent_key": KEY, **vals}
        return visits.browse(visits.web_save(values, {})[0]["id"])

    @clause("P3.1", part="sent twice it is one")
    def test_the_same_note_sent_twice_is_one_and_has_what_was_typed_since(self):
        first = self._send(talk="He asks for seals")
        again = self._send(talk="He asks for seals, ten")
        self.assertEqual(first, again)
        self.assertEqual(first.talk, "He asks for seals, ten")
        self.assertEqual(first.draft_key, KEY)
        leads = self.env["crm.lead"].search([("phone", "=", "0512-66778899")])
        self.assertEqual(first.lead_id, leads, "an unknown caller became one lead, and it stays")

    @clause("V4.1", part="lines of a note sent twice")
    def test_lines_of_a_note_sent_twice_are_not_doubled(self):
        line = [(0, "virtual_1", {"product_id": self.env["product.product"].search([], limit=1).id})]
        first = self._send(offer_ids=line)
        again = self._send(offer_ids=line, result="interested")
        self.assertEqual(len(again.offer_ids), 1)
        self.assertEqual(first.result, "interested")

    def test_a_note_that_was_closed_meanwhile_is_not_opened_by_its_second_sending(self):
        first = self._send(partner_id=self.customer.id, talk="He asks for seals", result="interested")
        first.action_close_call()
        again = self._send(partner_id=self.customer.id, talk="He asks for seals", result="interested")
        self.assertEqual(first, again)
        self.assertEqual(again.state, "reported")

    def test_another_key_is_another_note_and_a_colleagues_key_says_nothing(self):
        first = self._send()
        self.assertNotEqual(first, self._send(sent_key="another"))
        self.assertNotEqual(first, self._send(self.stranger))
        one, two = (
            self.env["ops.visit"]
            .with_user(self.consultant)
            .create(
                [
                    {"partner_id": self.customer.id, "sent_key": KEY},
                    {"partner_id": self.customer.id, "sent_key": False},
                ]
            )
        )
        self.assertEqual(one, first)
        self.assertFalse(two.draft_key)

    def test_the_key_of_the_creation_stays_and_is_never_written(self):
        first = self._send(talk="He asks for seals")
        first.write({"sent_key": "later", "talk": "He asks for ten seals"})
        self.assertEqual((first.draft_key, first.sent_key), (KEY, "later"))
        with self.assertRaises(UserError):
            first.write({"draft_key": "forged"})
        with self.assertRaises(UserError):
            self._send(sent_key="mine", draft_key="forged")
        self.assertFalse(first.copy({"partner_id": self.customer.id}).draft_key)
