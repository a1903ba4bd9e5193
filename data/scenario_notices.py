"""The demo company's notices to purchasing: one to send, one to answer, one promised too late.

The play puts the clock back: deals of last week whose goods have to be bought, the nights, the answers.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

# The deals: consultant, customer; goods that do not lie there; days until they are delivered.
DEALS = (
    ("noticed_01", "sc1", "customer_003", (("CD-S8M1600", 30, 0), ("CD-HTD14M", 20, 0)), 11),
    ("noticed_02", "sc2", "customer_018", (("YB-YTN100", 80, 0),), 12),
    ("noticed_03", "sc1", "customer_009", (("CD-PUAT10", 60, 0),), 14),
)
DAYS = 5  # so long ago the deals were closed
REASON = "厂家模具检修，晚一周出货"


class Notices:
    """Who is told what is to be delivered soon, and what is promised."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known(DEALS[0][0]):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            clock.move_to(now - timedelta(days=DAYS))
            for deal in DEALS:
                self._play_deal(*deal)
            clock.move_to(now - timedelta(days=2))
            first, second = self._night()
            for notice in (first, second):
                notice.with_env(self.stage.env_of("ss1")).action_send()
            self._answer(first)
            clock.move_to(now)
            self._night()
        say("notices to purchasing")

    def _play_deal(self, xml_id, login, customer, lines, days):
        steps = (
            (login, "quote"),
            ("ss1", "issue"),
            (login, "contract", "采购部陈工"),
            ("ss1", "enter"),
        )
        plot = {"id": xml_id, "by": (login, customer, None), "lines": lines, "steps": steps}
        plot["deliver_in"] = days
        self.stage.deals.perform(plot)

    def _night(self):
        """The nightly job; return the notices that there are, the most urgent first."""
        notices = self.stage.env["ops.delivery.notice"]
        notices._open_owed(self.stage.company)
        return notices.search([("state", "=", "to_send")], order="date_delivery, id")

    def _answer(self, notice):
        """Purchasing promises days; of one it has to say later that it comes too late."""
        answered = notice.with_env(self.stage.env_of("pu1"))
        for line in answered.line_ids:
            line.date_promised = notice.date_delivery - timedelta(days=1)
        answered.action_answer()
        late = notice.date_delivery + timedelta(days=7)
        answered.line_ids[:1].write({"date_promised": late, "change_reason": REASON})
