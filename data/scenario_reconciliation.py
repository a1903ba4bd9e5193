"""The demo company's last half-year with its customers: confirmed, differing, refused, no answer, still open.

The play puts the clock back: deals of that half-year, the night of the cut-off, and the days after it. The
statements are what the ledger says.
"""

import io
from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time
from PIL import Image, ImageDraw

# The deals of that half-year: days before the cut-off; consultant, customer; lines. The steps are those of
# a deal that was invoiced.
DEALS = (
    ("reconciled_01", 60, "sc1", "customer_001", (("ZC-UCP208", 12, 0),)),
    ("reconciled_02", 50, "sc1", "customer_002", (("ZC-UCF210", 8, 0),)),
    ("reconciled_03", 45, "sc1", "customer_004", (("ZC-UCP208", 7, 0),)),
    ("reconciled_04", 40, "sc2", "customer_017", (("ZC-UCF210", 6, 0),)),
    ("reconciled_05", 35, "sc2", "customer_019", (("ZC-UCP208", 6, 0),)),
    ("reconciled_06", 30, "sc3", "customer_030", (("ZC-UCF210", 5, 0),)),
    ("reconciled_07", 25, "sc1", "customer_005", (("ZC-UCP208", 4, 0),)),
    ("reconciled_08", 20, "sc1", "customer_010", (("ZC-UCP208", 3, 0),)),
    ("reconciled_09", 15, "sc1", "customer_008", (("ZC-UCP208", 2, 0),)),
)
MANAGERS = {"sc1": "sm1", "sc2": "sm1", "sc3": "sm2"}
# What becomes of the statements of a salesperson, in turn, the largest first; the rest stay to be sent.
ENDS = ("confirm", "differ", "refuse", "give_up", "sent")
DIFFERENCES = (
    ("timing", 0.6, "客户月末付款在途，下月初到账", "已于月初到账，核对银行回单无误"),
    ("receipt", 0.4, "客户称已付的一笔货款未登记", "已由财务按银行流水补登"),
)


class Reconciliation:
    """What customers say to the accounts of the last half-year."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet: the night of the cut-off, then the acts of the salespeople."""
        statements = self.stage.env["ops.reconciliation"]
        company = self.stage.company
        if statements.search_count([("company_id", "=", company.id)]):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        night = self._get_night(company)
        with freeze_time(now) as clock:
            for deal in DEALS:
                self._play_deal(clock, night, *deal)
            clock.move_to(night)
            statements._make_statements(company, company._ops_today())
            made = statements.search([("company_id", "=", company.id)], order="amount desc, id")
            made._open_obligations("R13")
            for user, mine in made.grouped("user_id").items():
                if user:
                    self._play_salesman(clock, night, user, mine)
            clock.move_to(now)
        for each in made:
            say(f"{each.display_name}  {each.state}")

    def _play_deal(self, clock, night, xml_id, days, login, customer, lines):
        """Bring a deal to its invoice, by the people whose step it is."""
        clock.move_to(night - timedelta(days=days))
        names = {"sc2": login, "sm1": MANAGERS[login]}
        steps = tuple((names.get(step[0], step[0]), *step[1:]) for step in self.stage.money_debt["steps"])
        self.stage.deals.perform(
            {"id": xml_id, "days": -days, "by": (login, customer, None), "lines": lines, "steps": steps}
        )

    def _get_night(self, company):
        """Return when the last cut-off was over, by the setting of the company, so that the ledger has it."""
        _key, first, last = company._ops_half_year(self.stage.today)
        if last >= self.stage.today:
            last = first - timedelta(days=1)
        return company._ops_moment(last + timedelta(days=1)) + timedelta(hours=9)

    def _play_salesman(self, clock, night, user, mine):
        context = {**self.stage.env.context, "allowed_company_ids": self.stage.company.ids}
        env = self.stage.env(user=user.id, su=False, context=context)
        for number, (each, end) in enumerate(zip(mine, ENDS, strict=False)):
            clock.move_to(night + timedelta(days=number, hours=1))
            statement = each.with_env(env)
            statement.action_send()
            clock.move_to(night + timedelta(days=number + 2, hours=2))
            getattr(self, f"_{end}")(statement)

    def _confirm(self, each):
        scan = each.env["ir.attachment"].create(
            {"name": "对账单回执.png", "raw": _seal(each.sudo().partner_id.name)}
        )
        each.seal_scan_ids = scan
        each.action_confirm()
        self._hand_in(each)
        self._finish(each)

    def _hand_in(self, each):
        """The sealed sheet goes to support the same day; both sign."""
        original = each.env["ops.custody"].search(each._get_originals_domain())
        if original:
            support = self.stage.ref("user_ss1")
            original.action_give(support.id, self.stage.sign(each.env.user.login))
            original.with_env(self.stage.env_of("ss1")).action_take(self.stage.sign("ss1"))

    def _differ(self, each):
        gap = each.currency_id.round(each.closing * 0.1) or 100
        each.partner_closing = each.closing - gap
        each.action_differ()
        shares = [each.currency_id.round(gap * DIFFERENCES[0][1])]
        shares.append(gap - shares[0])
        for amount, (kind, _share, note, word) in zip(shares, DIFFERENCES, strict=True):
            line = each.env["ops.reconciliation.difference"].create(
                {"reconciliation_id": each.id, "kind": kind, "amount": amount, "note": note}
            )
            if kind == "timing":
                line.settlement = word
                line.action_settle()

    def _refuse(self, each):
        each.answer_note = "客户财务换人，表示半年内不办理对账盖章"
        each.action_refuse()
        each.action_tell_finance()

    def _give_up(self, each):
        each.answer_note = "电话三次、邮件一次，均无回复"
        each.action_give_up()

    def _sent(self, each):
        """It waits for the customer."""

    def _finish(self, each):
        each.action_tell_finance()
        if each._may_hear():
            each.action_report()
            each.action_close()


def _seal(_name):
    """Return a photo of a page with a round seal."""
    picture = Image.new("RGB", (300, 420), (255, 255, 255))
    pen = ImageDraw.Draw(picture)
    for row in range(12):
        pen.line((30, 40 + 20 * row, 270, 40 + 20 * row), fill=(210, 210, 210), width=2)
    pen.ellipse((150, 290, 260, 400), outline=(200, 40, 40), width=5)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()
