"""The demo company's visits: places kept by consent, a customer long not seen, a hit that is asked for."""

from datetime import timedelta

from odoo.fields import Date


class Visits:
    def test_one_consultant_agreed_that_his_places_are_kept(self):
        places = self.env["ops.visit.place"].search([])
        self.assertEqual(places.user_id, self._ref("user_sc3"))
        self.assertEqual(places.visit_id, self._ref("visit_04") | self._ref("visit_10"))
        later = places.filtered(lambda place: place.visit_id == self._ref("visit_04")).sorted("date")
        self.assertEqual(later.mapped("state"), ["taken", "taken", "no_signal"])
        self.assertEqual(later.mapped("result"), [False, "at", "unknown"])
        head, stranger = self._ref("user_sm2"), self._ref("user_sm1")
        self.assertEqual(self.env["ops.visit.place"].with_user(head).search([]), places)
        self.assertFalse(self.env["ops.visit.place"].with_user(stranger).search([]))

    def test_one_key_customer_was_not_seen_for_sixty_days(self):
        files = self.env["ops.customer"].with_user(self._ref("user_sc3"))
        file = files._get_of(self._ref("customer_031"))
        self.assertEqual((file.importance, file.is_never_seen), ("key", False))
        self.assertGreaterEqual(file.days_unseen, 60)
        self.assertLessEqual(file.date_situation, Date.today() - timedelta(days=60))
        self.assertIn(file, files.search([("days_unseen", ">=", 60), ("is_never_seen", "=", False)]))

    def test_a_customer_taken_for_a_new_one_is_asked_for(self):
        question, customer = self._ref("take_over_01"), self._ref("customer_009")
        self.assertEqual((question.state, question.asker_id), ("open", self._ref("user_sc2")))
        self.assertEqual(question.asked_id, self._ref("user_sm1"))
        self.assertEqual(customer.user_id, self._ref("user_sc1"), "until his head says yes")
        self.assertEqual(self.env["res.partner"].search_count([("name", "=", customer.name)]), 1)
