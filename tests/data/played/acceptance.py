"""The demo's acceptances: signed, refused with a ticket, due again on the first page (M7.9)."""


class Acceptance:
    def test_each_stands_where_it_belongs(self):
        drives, panel, again = (self._ref(f"acceptance_0{number}") for number in (1, 2, 3))
        self.assertEqual((drives.state, panel.state, again.state), ("accepted", "refused", "draft"))
        self.assertTrue(drives.signature)
        self.assertEqual((panel.open_defect_count, again.previous_id), (0, panel))
        self.assertEqual(again.ticket_id, panel.defect_ticket_id)
        card = self.env["ops.home"].with_user(self._ref("user_te1"))._get_acceptances_card()
        self.assertEqual([row["res_id"] for row in card["rows"]], again.ids)
