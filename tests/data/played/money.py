"""The demo company's old debt: overdue, promised, broken, promised again for today."""


class Money:
    def test_who_is_pressed_and_what_he_promised(self):
        consultant = self._ref("user_sc2")
        files = self.env["ops.customer"].with_user(consultant)
        owing = files.search([("amount_overdue", ">", 0)])
        file = owing.filtered(lambda each: each.partner_id == self._ref("customer_020"))
        self.assertTrue(file)
        first, second = self._ref("promise_01"), self._ref("promise_02")
        self.assertEqual((first.state, second.state), ("broken", "open"))
        self.assertEqual((first.user_id, second.date), (consultant, self.env.company._ops_today()))
        self.assertEqual(second.amount, file.amount_overdue)
        self.assertEqual(first.visit_id.state, "reported")
        card = self.env["ops.home"].with_user(consultant)._get_promises_card()
        self.assertEqual([row["res_id"] for row in card["rows"]], [first.id, second.id])
