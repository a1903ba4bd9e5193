"""The demo company's contract volumes: earlier months bound, the running one being gathered."""


class Volumes:
    def test_earlier_months_are_bound_and_the_running_one_is_gathered(self):
        running = self._ref("volume_running")
        bound = self.env["ops.contract.volume"].search([("id", "!=", running.id)])
        self.assertGreater(len(bound), 2)
        self.assertEqual(set(bound.mapped("state")), {"bound"})
        self.assertEqual(bound.bound_by_id, self._ref("user_ss1"))
        self.assertTrue(all(volume.date_bound.day == 4 for volume in bound))
        self.assertEqual(running.state, "draft")
        self.assertLessEqual({"missing", "held", "void", "ready"}, set(running.line_ids.mapped("status")))
        self.assertIn("\n", running.blockers)
