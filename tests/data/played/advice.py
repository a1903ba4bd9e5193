"""The demo company's advisers, its permissions, a guided negotiation and a site to tell about."""


class Advice:
    def test_a_leader_waits_for_an_opinion_and_a_consultation_was_answered(self):
        tender, consultation = self._ref("advised_01"), self._ref("advised_02")
        self.assertEqual(tender.state, "submitted")
        self.assertEqual(tender._find_opinions().mapped("state"), ["answered", "open"])
        self.assertEqual(
            tender.review_ids.filtered(lambda r: r.status == "pending").definition_id.ops_post, "leader"
        )
        self.assertEqual(consultation.state, "answered")
        self.assertTrue(consultation.customer_answer)

    def test_the_companys_name_is_used_by_permission(self):
        permitted, asked = self._ref("use_of_name_01"), self._ref("use_of_name_02")
        self.assertEqual((permitted.state, permitted.is_permitted), ("approved", True))
        self.assertEqual((asked.state, asked.is_permitted), ("submitted", False))

    def test_a_round_is_guided_and_a_site_is_to_be_told(self):
        contracts = self.env["ops.contract"].search([])
        self.assertEqual(contracts.round_ids.filtered("guidance").guided_by_id, self._ref("user_sm1"))
        self.assertTrue(contracts.filtered("owes_site_note"))
