"""What custody knows of the originals of a contract volume: who has them, where they stand (R9, R15)."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ...deal.volume.common import APRIL_3, MARCH_10, VolumeCase
from ..custody_common import CustodyCase


@tagged("post_install", "-at_install")
class TestContractVolume(CustodyCase, VolumeCase):
    def _original(self, contract):
        return self.env["ops.custody"].search(
            [("res_model", "=", contract._name), ("res_id", "=", contract.id)]
        )

    @clause("R15", part="a missing original is named")
    def test_what_is_lent_or_lost_is_missing_with_its_holder(self):
        with freeze_time(MARCH_10):
            there, lent, lost, carried = self._archived(), self._archived(), self._archived(), self._signed()
            self._move(self._original(lent), self.support, self.accountant)
            self._original(lost).with_user(self.support).action_lose("Not in its tray any more")
            self._move(self._original(carried), self.consultant, self.clerk)
        with freeze_time(APRIL_3):
            volume = self._volume(place="Cabinet B")
        lines = {contract: self._line(volume, contract) for contract in (there, lent, lost, carried)}
        self.assertEqual([line.status for line in lines.values()], ["ready", "missing", "missing", "missing"])
        self.assertEqual(
            [line.holder_id.id for line in lines.values()],
            [False, self.accountant.id, self.support.id, self.clerk.id],
        )
        self.assertIn("Not in its tray any more", lines[lost].explanation)
        with freeze_time(APRIL_3):
            volume.line_ids.filtered(lambda line: line.status == "missing").reason = "Asked for it"
            volume.action_bind()
        self.assertEqual((there.state, lent.state, lost.state), ("bound", "archived", "archived"))
        self.assertEqual(self._original(there).place, "Cabinet B")
        self.assertNotEqual(self._original(lent).place, "Cabinet B")
