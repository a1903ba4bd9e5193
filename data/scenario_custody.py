"""The demo company's originals: handed in, on their way, lent and overdue, held too long, lost.

Contracts and signed notes came into custody with their deals. The play puts the clock back, so that what is
late is as late as it would be.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

# Each original: id; who has it; days since; kind, what stands on it, customer; what became of it: days, who,
# what, with what.
ORIGINALS = (
    (
        "original_01", "sc1", -6, "statement", "对账单 2026上半年 泽峻精密", "customer_001",
        (
            (-6, "sc1", "give", "ss1"),
            (-6, "ss1", "take"),
            (-6, "ss1", "archive", "档案室 A柜", "对账单-上半年"),
        ),
    ),
    ("original_02", "sc2", 0, "list", "随机备件清单 虞岳纺机", "customer_004", ((0, "sc2", "give", "ss1"),)),
    ("original_03", "sc3", -5, "statement", "对账单 盛屿织造", "customer_010", ()),
    (
        "original_04", "ss1", -20, "list", "技术协议签字清单 澹川电子", "customer_005",
        (
            (-20, "ss1", "archive", "档案室 B柜", "技术协议-03"),
            (-12, "ss1", "give", "fi1", -3),
            (-12, "fi1", "take"),
        ),
    ),
    (
        "original_05", "of1", -9, "shipping_note", "托运单 DB20260914", "customer_006",
        ((-7, "of1", "lose", "司机交回单据时遗落在物流园，已联系物流公司补开。"),),
    ),
    (
        "original_06", "of1", -4, "shipping_note", "托运单 SF77120458", "customer_007",
        ((-4, "of1", "give", "ss1"),),
    ),
)  # fmt: skip


class Custody:
    """Who has which original, and how it came to him."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        wanted = [plot for plot in ORIGINALS if not self.stage.known(plot[0])]
        if not wanted:
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        acts = []
        for plot in wanted:
            acts.append((plot[2], plot[0], plot[1], "register", *plot[3:6]))
            acts += [(day, plot[0], login, *act) for day, login, *act in plot[6]]
        with freeze_time(now) as clock:
            for day, xml_id, login, act, *rest in sorted(acts, key=lambda each: each[0]):
                clock.move_to(now + timedelta(days=day))
                getattr(self, f"_{act}")(xml_id, login, *rest)
            clock.move_to(now)
            # the nightly job of the day after
            self.stage.env["ops.custody"]._pass_night(self.stage.company)
        for plot in wanted:
            original = self.stage.ref(plot[0])
            say(f"{original.display_name}  {original.state}  {original.holder_id.name}")

    def _of(self, xml_id, login):
        return self.stage.ref(xml_id).with_env(self.stage.env_of(login))

    def _register(self, xml_id, login, kind, title, customer):
        vals = {"kind": kind, "title": title, "partner_id": self.stage.ref(customer).id}
        original = self.stage.env_of(login)["ops.custody"].create(vals)
        self.stage.note(xml_id, original.with_env(self.stage.env))

    def _give(self, xml_id, login, to, lent=None):
        day = self.stage.today + timedelta(days=lent) if lent is not None else False
        taker = self.stage.ref(f"user_{to}")
        self._of(xml_id, login).action_give(taker.id, self.stage.sign(login), date_return=day)

    def _take(self, xml_id, login):
        self._of(xml_id, login).action_take(self.stage.sign(login))

    def _archive(self, xml_id, login, place, shelf):
        original = self._of(xml_id, login)
        original.write({"place": place, "shelf": shelf})
        original.action_archive_it()

    def _lose(self, xml_id, login, reason):
        self._of(xml_id, login).action_lose(reason)
