"""The demo company's old debt: an invoice long due, a promise that was broken, and one that is due today.

The play puts the clock back, so that invoice and promises are as old as they would be.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo.fields import Command

# The deal that was invoiced so many days ago; who calls, and what was promised: day of the call, last
# day (from today), share of what he owes, words.
DEBT = {
    "id": "debt_01",
    "days": -70,
    "by": ("sc2", "customer_020", None),
    "lines": (("ZC-UCP208", 60, 0), ("ZC-UCF210", 40, 0)),
    "steps": (
        ("sc2", "quote"),
        ("ss1", "issue"),
        ("sc2", "contract", "设备部周工"),
        ("ss1", "enter"),
        ("ss1", "archive", "档案柜 A-04"),
        ("ss1", "release", 1.0),
        ("sm1", "approve_release", None),
        ("wh1", "ship"),
        ("of1", "note", "设备部周工"),
        ("ss1", "take_note"),
        ("ss1", "invoice"),
        ("sm1", "approve_invoice", None),
        ("pu1", "approve_invoice", None),
        ("fi1", "approve_invoice", None),
        ("of1", "hand_over", "设备部周工"),
    ),
}
CALLS = (
    (-20, -8, 0.5, "财务说月中资金紧，八号前先付一半。"),
    (-5, 0, 1.0, "王总答应今天安排全款，已请他发付款回单。"),
)


class Money:
    """Who owes us something past its day, and what he promised."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known(DEBT["id"]):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            clock.move_to(now + timedelta(days=DEBT["days"]))
            say(f"{DEBT['id']}  {self.stage.deals.perform(DEBT)}")
            for number, call in enumerate(CALLS, start=1):
                clock.move_to(now + timedelta(days=call[0]))
                self._call(number, *call)
            clock.move_to(now)
            self._report(DEBT["by"][0])
            # the nightly job of the day after
            self.stage.env["ops.promise"]._settle_due(self.stage.company)

    def _call(self, number, _day, last, share, words):
        """The consultant calls; what the customer promises is noted in the call."""
        login, name, _lead = DEBT["by"]
        env, customer = self.stage.env_of(login), self.stage.ref(name)
        owed = env["account.move"].search(
            [("commercial_partner_id", "=", customer.id), ("payment_state", "=", "not_paid")]
        )
        amount = round(sum(owed.mapped("amount_residual")) * share, 2)
        promise = {"amount": amount, "date": self.stage.today + timedelta(days=last)}
        action = env["ops.visit"]._open_collection_call(customer, self.stage.company)
        call = (
            env["ops.visit"]
            .with_context(**action["context"])
            .create({"talk": words, "result": "undecided", "promise_ids": [Command.create(promise)]})
        )
        call.action_close_call()
        self.stage.note(f"call_money_{number:02}", call.with_env(self.stage.env))
        self.stage.note(f"promise_{number:02}", call.promise_ids.with_env(self.stage.env))

    def _report(self, login):
        """What the consultant hands in about last month: who owes, why, what comes next."""
        reports = self.stage.env_of(login)["ops.work.report"]
        report = reports.browse(reports.action_open_collection()["res_id"])
        for debt in report.debt_ids.filtered("overdue"):
            debt.cause = "short"
            debt.next_step = debt.next_step or "当面拜访财务，约定分两次付清"
        report.text = "逾期集中在一家客户，已约好当面谈。"
        report.action_hand_in()
