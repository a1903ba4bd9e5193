"""The demo company's goods on their way: what came another way is confirmed by hand, and the office sees on
its board one release that is late and one that goes out today.

The play puts the clock back by two days; the deals are those of the notices to purchasing.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo.fields import Command, Date

# Deal; arrived by hand: how much, why, how; days ago that it was asked for; who brings it.
ARRIVALS = (
    ("noticed_03", 20, "other", "厂家直送到我司月台，入库单随后补", 2, ()),
    (
        "noticed_02",
        30,
        "consignment",
        "寄售货，存放在苏州周转仓",
        1,
        ("德邦物流", "苏E·20931", "老顾 138-0000-0000", "DP2611280043"),
    ),
)


class Shipments:
    """What arrived, what leaves today, and with whom."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.env["ops.arrival"].search_count([], limit=1):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            for deal, quantity, reason, note, days, shipment in ARRIVALS:
                clock.move_to(now - timedelta(days=days))
                order = self.stage.known(deal).order_ids[:1]  # the bookmark is the deal's contract
                self._confirm(order, quantity, reason, note)
                release = self._release(order, quantity, now - timedelta(days=days - 1))
                if shipment:
                    clock.move_to(now)
                    names = ("carrier", "vehicle", "driver", "waybill")
                    values = dict(zip(names, shipment, strict=True))
                    release.with_env(self.stage.env_of("of1")).write(values)
            clock.move_to(now)
        say("arrivals by hand, releases of today")

    def _confirm(self, order, quantity, reason, note):
        """Sales support confirms what no receipt shows."""
        self.stage.env_of("ss1")["ops.arrival"].create(
            {
                "order_line_id": order.order_line[:1].id,
                "quantity": quantity,
                "reason": reason,
                "note": note,
            }
        )

    def _release(self, order, quantity, day):
        """Support asks for it, the manager of the team lets it go."""
        release = self.stage.env_of("ss1")["ops.release"].create(
            {
                "order_id": order.id,
                "date_planned": Date.context_today(order, day),
                "line_ids": [
                    Command.create({"order_line_id": order.order_line[:1].id, "quantity": quantity})
                ],
            }
        )
        release.action_submit()
        manager = self.stage.env(user=order.sudo().team_id.user_id.id, su=False)
        release.with_env(manager).action_ops_approve()
        return release
