"""The demo company's originals: archived, on their way, lent and overdue, held too long, lost."""


class Custody:
    def test_each_original_is_where_the_play_left_it(self):
        states = {number: self._ref(f"original_0{number}").state for number in range(1, 7)}
        self.assertEqual(states, {1: "archived", 2: "moving", 3: "held", 4: "held", 5: "lost", 6: "held"})
        support, finance = self._ref("user_ss1"), self._ref("user_fi1")
        self.assertEqual(
            (self._ref("original_01").holder_id, self._ref("original_04").holder_id), (support, finance)
        )
        self.assertTrue(self._ref("original_04").is_overdue)
        self.assertTrue(self._ref("original_03").is_past_limit)
        self.assertEqual(self._ref("original_06").move_ids[-1].state, "expired")
        card = self.env["ops.home"].with_user(support)._get_originals_to_take_card()
        self.assertIn(self._ref("original_02").id, [row["res_id"] for row in card["rows"]])

    def test_contracts_and_notes_came_into_custody_with_their_deals(self):
        kinds = self.env["ops.custody"].search([("res_model", "!=", False)]).mapped("kind")
        self.assertLessEqual({"contract", "delivery_note"}, set(kinds))
