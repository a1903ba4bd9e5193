"""The demo's notices to purchasing: to send, to answer, promised too late (W4.A)."""


class Notices:
    def test_each_has_its_card_on_somebodys_first_page(self):
        home = self.env["ops.home"]
        notices = self.env["ops.delivery.notice"].search([], order="date_delivery, id")
        self.assertEqual(notices.mapped("state"), ["answered", "sent", "to_send"])
        late, asked, waiting = notices
        self.assertTrue(late.is_red)
        self.assertEqual(len(late.change_ids), 3, "two lines, and one day that changed")
        cards = {
            "ss1": ("_get_notices_to_send_card", waiting),
            "pu1": ("_get_notices_to_answer_card", asked),
            "sc1": ("_get_red_notices_card", late),
        }
        for login, (card, notice) in cards.items():
            rows = getattr(home.with_user(self._ref(f"user_{login}")), card)()["rows"]
            self.assertEqual([row["res_id"] for row in rows], notice.ids, login)
