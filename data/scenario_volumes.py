"""The demo company's contract volumes: bound months, the last one owed, the running one being gathered.

Sales support binds each month on the 4th of the next; the play puts the clock back to that day.
"""

from datetime import datetime, timedelta

import pytz
from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.fields import Date

# The team whose contracts are bound, who does it, where the volumes stand.
TEAM, SUPPORT, PLACE = "sales_team.team_sales_department", "ss1", "档案室 B柜 2026合同册"
AT_TEN = timedelta(hours=2)  # in China, as UTC
GATHERED = "正在整理，等客户盖章件寄回"


class Volumes:
    """The months of a team: bound one after the other; the running month is listed."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known("volume_running"):
            return
        self.team = self.stage.env.ref(TEAM)
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        running = Date.start_of(self.stage.today, "month")
        with freeze_time(now) as clock:
            for number, month in enumerate(self._get_months(running - relativedelta(months=1)), 1):
                clock.move_to(
                    datetime.combine(month + relativedelta(months=1, days=3), datetime.min.time()) + AT_TEN
                )
                volume = self._list(f"volume_{number:02}", month)
                volume.action_bind()
                say(f"{volume.display_name}  {volume.bound_count}")
            clock.move_to(now)
            volume = self._list("volume_running", running)
            missing = volume.line_ids.filtered(lambda line: line.status == "missing")
            missing[:1].reason = GATHERED
            say(f"{volume.display_name}  {volume.state}")

    def _get_months(self, last):
        """Return the months before the last one in which the team got numbers, in their order."""
        contracts = self.stage.env["ops.contract"].search(
            [
                ("kind", "=", "formal"),
                ("team_id", "=", self.team.id),
                ("date_issued", "<", last),
                ("company_id", "=", self.stage.company.id),
            ]
        )
        return sorted({Date.start_of(contract.date_issued, "month") for contract in contracts})

    def _list(self, xml_id, month):
        volumes = self.stage.env_of(SUPPORT)["ops.contract.volume"]
        volume = volumes.create({"team_id": self.team.id, "date_from": month})
        volume.place = volume.place or PLACE
        self.stage.note(xml_id, volume.with_env(self.stage.env))
        return volume
