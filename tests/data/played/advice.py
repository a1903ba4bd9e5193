"""The demo company's advisers: one opinion is in, one awaited; a consultation was answered."""


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
