"""The demo's goods on their way: confirmed by hand, late and today on the office's board (W4.B, W4.E)."""

from odoo.tools.safe_eval import safe_eval


class Shipments:
    def test_the_office_has_a_late_one_and_one_of_today(self):
        action = self.env.ref("ops_dept.ops_release_action_today")
        board = self.env["ops.release"].with_user(self._ref("user_of1"))
        board = board.search(safe_eval(action.domain), order="date_planned, id")
        self.assertEqual(board[0].shipment_stage, "late")
        self.assertIn("DP2611280043", board.mapped("waybill"))
        arrivals = self.env["ops.arrival"].search([], order="id")
        self.assertEqual(arrivals.mapped("reason"), ["other", "consignment"])
        self.assertEqual(arrivals.create_uid, self._ref("user_ss1"))
