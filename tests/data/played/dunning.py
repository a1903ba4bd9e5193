"""The demo's dunning letters: one that went out, a sterner draft (W5.A)."""


class Dunning:
    def test_one_step_sterner(self):
        first, second = self._ref("dunning_01"), self._ref("dunning_02")
        self.assertEqual((first.state, second.state), ("sent", "draft"))
        self.assertEqual((first.wording, second.wording), ("friendly", "demand"))
        self.assertEqual(first.amount, second.amount)
