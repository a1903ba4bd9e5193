"""A message and a follower join the list of their document, of whatever model it is."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestThreadReference(TransactionCase):
    def test_a_message_joins_the_list_that_was_read(self):
        partner, other = self.env["res.partner"].create([{"name": "One"}, {"name": "Other"}])
        before = {record: record.message_ids for record in (partner, other)}
        message = partner.message_post(body="Hello")
        self.assertEqual(partner.message_ids, message | before[partner])
        self.assertEqual(other.message_ids, before[other])
        self.assertIn(message, self.env["res.partner"].browse(partner.id).message_ids)

    def test_a_follower_joins_the_list_that_was_read(self):
        partner, follower = self.env["res.partner"].create([{"name": "One"}, {"name": "Follower"}])
        self.assertFalse(partner.message_follower_ids)
        partner.message_subscribe(follower.ids)
        self.assertEqual(partner.message_follower_ids.partner_id, follower)

    def test_a_message_that_moves_is_found_where_it_lies(self):
        partner, other = self.env["res.partner"].create([{"name": "One"}, {"name": "Other"}])
        message = partner.message_post(body="Hello")
        self.assertNotIn(message, other.message_ids)
        message.res_id = other.id
        self.assertIn(message, other.message_ids)
