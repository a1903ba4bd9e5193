"""Contracts of March for their volume, made by the people whose step it is."""

from freezegun import freeze_time

from ..contract_common import ContractCase

MARCH_10 = "2026-03-10 02:00:00"
MARCH_20 = "2026-03-20 02:00:00"
APRIL_3 = "2026-04-03 02:00:00"
MAY_4 = "2026-05-04 02:00:00"


class VolumeCase(ContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar.leave_ids.unlink()
        cls.team.ops_support_ids = cls.support

    def _signed(self, **vals):
        """Return a contract that was signed, entered by support; its original is with the consultant."""
        contract = self._sign_contract(self._contract(**vals))
        contract.order_ids.with_user(self.support).action_confirm()
        self.assertEqual(contract.state, "entered")
        return contract

    def _archived(self, **vals):
        contract = self._signed(**vals)
        contract.with_user(self.support).archive_place = "Tray"
        contract.with_user(self.support).action_archive_original()
        return contract

    def _march(self):
        """Return March of the team: two in the archive, one missing, one void, one that nobody has signed."""
        with freeze_time(MARCH_10):
            found = {"first": self._archived(), "missing": self._signed(), "void": self._contract()}
            found["void"].with_user(self.support).action_void("coffee on it", form_returned=True)
        with freeze_time(MARCH_20):
            return {**found, "second": self._archived(), "held": self._contract()}

    def _volume(self, user=None, **vals):
        volumes = self.env["ops.contract.volume"].with_user(user or self.support)
        return volumes.create({"team_id": self.team.id, "date_from": "2026-03-01", **vals})

    def _line(self, volume, contract):
        return volume.line_ids.filtered(lambda line: line.contract_id == contract.with_env(volume.env))
