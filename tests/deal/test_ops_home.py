"""The first page: each role sees what waits for it, with its counter, in a fixed number of queries."""

from odoo.tests import tagged

from .common import DealCase


@tagged("post_install", "-at_install")
class TestOpsHome(DealCase):
    def _card(self, user, key):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return next((card for card in cards if card["key"] == key), None)

    def test_a_request_waits_with_the_manager_and_shows_with_its_requester(self):
        order = self._submit(self._create_order())
        waiting = self._card(self.manager, "approvals")
        self.assertEqual(waiting["count"], 1)
        self.assertEqual(
            (waiting["rows"][0]["model"], waiting["rows"][0]["res_id"]), ("sale.order", order.id)
        )
        self.assertIn(order.name, waiting["rows"][0]["title"])
        requests = self._card(self.consultant, "requests")
        self.assertEqual(requests["count"], 1)
        self.assertIn(self.manager.name, requests["rows"][0]["text"])
        self.assertEqual(self._card(self.other_manager, "approvals")["count"], 0)

    def test_the_next_step_of_a_quotation_moves_between_the_cards(self):
        order = self._create_order()
        self.assertIn("Not submitted", self._card(self.consultant, "quotations")["rows"][0]["text"])
        self._submit(order)
        self.assertEqual(self._card(self.consultant, "quotations")["count"], 0)
        order.with_user(self.manager).action_ops_refuse("Price too low")
        row = self._card(self.consultant, "quotations")["rows"][0]
        self.assertTrue(row["is_late"])
        self._approve(order)
        self.assertIn("Approved", self._card(self.consultant, "quotations")["rows"][0]["text"])
        order.with_user(self.consultant).action_quotation_sent()
        self.assertEqual(self._card(self.consultant, "quotations")["count"], 0)

    def test_what_i_can_do_stands_before_what_others_decide(self):
        self._submit(self._create_order())
        self._create_order()
        cards = self.env["ops.home"].with_user(self.consultant).get_home()["cards"]
        waiting = [card["key"] for card in cards if card["count"]]
        self.assertEqual(waiting[-1], "requests")
        self.assertIn("quotations", waiting)
        self.assertEqual([card["key"] for card in cards[: len(waiting)]], waiting)

    def test_questions_show_with_their_department_and_are_owed(self):
        order = self._create_order(products=[(self.difficult, 1, 3000)])
        order.with_user(self.consultant).action_ops_ask_technical()
        self.assertEqual(self._card(self.technician, "questions")["count"], 1)
        self.assertEqual(self._card(self.technician, "obligations")["count"], 1)
        self.assertIsNone(self._card(self.consultant, "questions"))
        self._answer_technical(self._create_order(products=[(self.difficult, 1, 3000)]))
        self.assertEqual(self._card(self.technician, "questions")["count"], 1)

    def test_as_many_queries_for_two_as_for_twenty(self):
        for _number in range(2):
            self._submit(self._create_order())
        page = self.env["ops.home"].with_user(self.manager)
        page.get_home()
        counts = []
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            page.get_home()
            counts.append(self.cr.sql_log_count - before)
            for _number in range(18):
                self._submit(self._create_order())
        self.assertLessEqual(counts[1], counts[0] + 2)  # two counts more, where a card is full
        self.assertLess(counts[1], 40)
