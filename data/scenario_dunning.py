"""The demo company's dunning letters: a friendly one of last week, and a sterner one that waits to be sent.

They are about the old debt of `scenario_money.py`; the play puts the clock back.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

WRITTEN = -6
LETTERS = ("dunning_01", "dunning_02")


class Letters:
    """What was written to who owes, and what is written now."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known(LETTERS[0]):
            return
        login, customer, _lead = self.stage.money_debt["by"]
        files = self.stage.env_of(login)["ops.customer"]
        file = files.search([("partner_id", "=", self.stage.ref(customer).id)])
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            clock.move_to(now + timedelta(days=WRITTEN))
            first = self._write(file)
            first.action_send()
            clock.move_to(now)
            file.invalidate_recordset()
            second = self._write(file)
        for xml_id, letter in zip(LETTERS, (first, second), strict=True):
            self.stage.note(xml_id, letter.with_env(self.stage.env))
            say(f"{letter.display_name}  {letter.wording}  {letter.state}")

    def _write(self, file):
        return file.env["ops.dunning"].browse(file.action_write_dunning()["res_id"])
