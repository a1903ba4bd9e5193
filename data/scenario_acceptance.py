"""The demo company's acceptances: drives accepted; a panel that was not, and is due again.

The play puts the clock back: a deal of last month, its installation, what the customer signed and refused.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo.fields import Command

DEAL = {
    "id": "accepted_01",
    "by": ("sc2", "customer_027", None),
    "lines": (("QD-VF0022", 2, 0), ("KZ-HMI7", 1, 0)),
    "steps": (
        ("sc2", "quote"),
        ("ss1", "issue"),
        ("sc2", "contract", "设备部孙工"),
        ("ss1", "enter"),
        ("ss1", "archive", "档案柜 A-06"),
        ("ss1", "release", 1.0),
        ("sm1", "approve_release", None),
        ("wh1", "ship"),
        ("of1", "note", "设备部孙工"),
        ("ss1", "take_note"),
    ),
}
SOLD, INSTALLED, COMMISSIONED, ACCEPTED, REPAIRED = -26, -14, -12, -11, -6
DEFECT = "触摸屏通讯时断时续，画面每隔几分钟黑屏"
SIGNER = "设备部孙工"


class Acceptances:
    """What was installed, accepted by the customer, refused and is to be accepted anew."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known(DEAL["id"]):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            clock.move_to(now + timedelta(days=SOLD))
            self.stage.deals.perform(DEAL)
            clock.move_to(now + timedelta(days=ACCEPTED))
            drives, panel = self._write_down()
            drives.action_accept()
            panel.action_refuse()
            clock.move_to(now + timedelta(days=REPAIRED))
            panel.defect_ids.action_settle()
            clock.move_to(now)
            again = panel.browse(panel.action_follow_up()["res_id"])
        for number, acceptance in enumerate((drives, panel, again), start=1):
            self.stage.note(f"acceptance_{number:02}", acceptance.with_env(self.stage.env))
        say(f"{drives.name}  accepted; {panel.name}  refused, {again.name} is to follow")

    def _write_down(self):
        """On site technical writes down what stands there, a sheet for what is accepted on its own."""
        env = self.stage.env_of("te1")
        order = env["sale.order"].search([("partner_id", "=", self.stage.ref("customer_027").id)], limit=1)
        values = order._prepare_acceptance()
        lines = values.pop("line_ids")
        people = self.stage.ref("user_te1") | self.stage.ref("user_sc2")
        values |= {
            "user_ids": [Command.set(people.ids)],
            "date_installed": self._day(INSTALLED),
            "date_commissioned": self._day(COMMISSIONED),
            "date_accepted": self._day(ACCEPTED),
            "date_planned": self._day(ACCEPTED),
        }
        acceptances = env["ops.acceptance"]
        drives = acceptances.create({**values, "line_ids": lines[:1]})
        drives.line_ids.serials = "VX24-0817、VX24-0818"
        drives.write({"signed_by": SIGNER, "signature": self.stage.sign(SIGNER)})
        defect = {"name": DEFECT, "severity": "serious", "date_due": self._day(REPAIRED)}
        panel = acceptances.create(
            {
                **values,
                "line_ids": lines[1:],
                "defect_ids": [Command.create(defect)],
                "note": "客户要求更换通讯模块。",
            }
        )
        return drives, panel

    def _day(self, days):
        return self.stage.today + timedelta(days=days)
