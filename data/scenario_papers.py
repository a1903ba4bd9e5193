"""The demo company's cheques and bills: at the bank and due soon, sold to the bank, with a vendor, bounced,
just received and not handed over, entered a day late.

The play puts the clock back, so that what is late is as late as it would be.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

# Each paper: id; who enters it, days since; kind, number, bank, customer, amount, issued and due (days from
# today), what stands on it besides; what became of it: days, who, what, with what.
PAPERS = (
    (
        "paper_01", "ss1", -30, "bank_bill", "1302 3500 2026 0912", "工商银行苏州园区支行", "customer_001",
        58000, -60, 5, {"acceptor": "工商银行苏州园区支行"},
        ((-30, "ss1", "hand"), (-29, "ss1", "receipt"), (-29, "fi1", "confirm"), (-3, "fi1", "deposit")),
    ),
    (
        "paper_02", "ss1", -25, "bank_bill", "1305 3610 2026 1107", "中国银行无锡分行", "customer_004",
        120000, -40, 140, {"acceptor": "中国银行无锡分行", "drawer": "无锡虞岳机械制造有限公司"},
        (
            (-25, "ss1", "hand"),
            (-24, "ss1", "receipt"),
            (-24, "fi1", "confirm"),
            (-20, "fi1", "discount", 1380),
        ),
    ),
    (
        "paper_03", "ss1", -18, "bank_bill", "1103 5840 2026 0733", "招商银行苏州分行", "customer_005",
        36000, -30, 60, {"acceptor": "招商银行苏州分行"},
        (
            (-18, "ss1", "hand"),
            (-17, "ss1", "receipt"),
            (-17, "fi1", "confirm"),
            (-10, "fi1", "endorse", "vendor_01"),
        ),
    ),
    (
        "paper_04", "ss1", -12, "cheque", "3140 7712", "建设银行昆山支行", "customer_010",
        9600, -13, None, {},
        (
            (-12, "ss1", "hand"),
            (-12, "ss1", "receipt"),
            (-12, "fi1", "confirm"),
            (-11, "fi1", "deposit"),
            (-8, "fi1", "bounce", "存款不足，银行退票；已通知客户改为电汇。"),
        ),
    ),
    (
        "paper_05", "sc1", -1, "commercial_bill", "2313 9120 2026 0045", "宁波银行苏州分行", "customer_007",
        45000, -9, 80, {"acceptor": "盛屿集团财务有限公司", "date_received": -2}, (),
    ),
    (
        "paper_06", "ss1", 0, "cheque", "3140 9026", "农业银行相城支行", "customer_006",
        12800, 0, None, {}, (),
    ),
)  # fmt: skip


class Papers:
    """Which cheques and bills came, and what became of them."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        wanted = [plot for plot in PAPERS if not self.stage.known(plot[0])]
        if not wanted:
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        acts = []
        for plot in wanted:
            acts.append((plot[2], plot[0], plot[1], "enter", *plot[3:11]))
            acts += [(day, plot[0], login, *act) for day, login, *act in plot[11]]
        with freeze_time(now) as clock:
            for day, xml_id, login, act, *rest in sorted(acts, key=lambda each: each[0]):
                clock.move_to(now + timedelta(days=day))
                getattr(self, f"_{act}")(xml_id, login, *rest)
            clock.move_to(now)
            # the nightly job
            self.stage.env["ops.instrument"]._remind_due(self.stage.company)
        for plot in wanted:
            paper = self.stage.ref(plot[0])
            say(f"{paper.name}  {paper.state}  {paper.display_name}")

    def _day(self, days):
        return days is not None and self.stage.today + timedelta(days=days)

    def _of(self, xml_id, login):
        return self.stage.ref(xml_id).with_env(self.stage.env_of(login))

    def _enter(self, xml_id, login, kind, number, bank, customer, amount, issued, due, more):
        vals = {
            "kind": kind,
            "number": number,
            "bank": bank,
            "partner_id": self.stage.ref(customer).id,
            "amount": amount,
            "date_issue": self._day(issued),
            "date_due": self._day(due),
            **more,
        }
        if "date_received" in more:
            vals["date_received"] = self._day(more["date_received"])
        paper = self.stage.env_of(login)["ops.instrument"].create(vals)
        self.stage.note(xml_id, paper.with_env(self.stage.env))

    def _hand(self, xml_id, login):
        """Both sign, one after the other."""
        original = self._of(xml_id, login)._get_own_originals()
        finance = self.stage.ref("user_fi1")
        original.action_give(finance.id, self.stage.sign(login))
        self._of(xml_id, "fi1")._get_own_originals().action_take(self.stage.sign("fi1"))

    def _receipt(self, xml_id, login):
        context = self._of(xml_id, login).action_open_receipt()["context"]
        receipts = self.stage.env_of(login)["ops.receipt"]
        receipts.with_context(**context).create({}).action_submit()

    def _confirm(self, xml_id, login):
        self._of(xml_id, login).receipt_id.action_ops_approve()

    def _deposit(self, xml_id, login):
        self._of(xml_id, login).action_deposit(self._bank().id)

    def _discount(self, xml_id, login, interest):
        self._of(xml_id, login).action_discount(self._bank().id, interest)

    def _endorse(self, xml_id, login, vendor):
        self._of(xml_id, login).action_endorse(self.stage.ref(vendor).id)

    def _bounce(self, xml_id, login, reason):
        self._of(xml_id, login).action_bounce(reason)

    def _bank(self):
        journals = self.stage.env["account.journal"]
        own = [("type", "=", "bank"), ("company_id", "=", self.stage.company.id)]
        return journals.search(own, limit=1)
