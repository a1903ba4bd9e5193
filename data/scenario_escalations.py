"""What the demo company could not solve on site: answered by the general manager, gone up by itself, still
with the sales manager; and a customer awaited for more than two weeks.

The play puts the clock back, so that limits passed as they would have.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

# Each case: external id, customer, consultant, days from today on which it came, title, what is wrong.
CASES = (
    ("raised_01", "customer_004", "sc1", -12, "减速机漏油", "3号线减速机输出端漏油，停机待修。"),
    ("raised_02", "customer_015", "sc2", -9, "轴承异响", "换热机组风机轴承装机一周后异响。"),
    ("raised_03", "customer_020", "sc2", -2, "联轴器断裂", "甲板机械联轴器弹性体断裂，影响试航。"),
    ("raised_04", "customer_001", "sc1", -30, "电机温升偏高", "主轴电机连续运行两小时后温升偏高。"),
)
# What is done with it then: days from today, who, what, words (reason, what was tried; the answer).
STEPS = {
    "raised_01": (
        (-11, "sc1", "raise", "第二次更换油封后仍漏，客户要求整机退换。", "更换油封两次，测量轴颈磨损。"),
        (-11, "sm1", "apply", "整机退换超出我的权限，客户在本市影响较大。"),
        (-10, "gm", "answer", "同意先换一台备机，故障件返厂鉴定，费用年底与厂家结算。"),
    ),
    "raised_02": (
        (-8, "sc2", "raise", "客户拒绝继续试机，要求当天答复处理方案。", "更换润滑脂，重新对中，噪声未降。"),
        (-1, None, "night"),
    ),
    "raised_03": (
        (-1, "sc2", "raise", "客户两天内试航，库存没有同型号弹性体。", "电话联系两家经销商，均无现货。"),
    ),
    "raised_04": (
        (-28, "sc1", "wait", "提供铭牌照片和一周运行记录"),
        (0, None, "night"),
    ),
}


class Escalations:
    """Who raises what, and what came of it."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known(CASES[0][0]):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            for name, *case in CASES:
                clock.move_to(now + timedelta(days=case[2]))
                self._open(name, *case)
            steps = [(step, name) for name, rows in STEPS.items() for step in rows]
            for (day, login, what, *words), name in sorted(steps, key=lambda row: row[0][0]):
                clock.move_to(now + timedelta(days=day))
                getattr(self, f"_{what}")(self.stage.ref(name), login, *words)
        for name, *_case in CASES:
            ticket = self.stage.ref(name)
            ticket.invalidate_recordset()
            say(f"{name}  {ticket.ops_escalation_text or ticket.ops_step}")

    def _open(self, name, customer, consultant, _day, title, description):
        """Sales support enters the customer's call, the manager confirms, technical takes it up."""
        tickets = self.stage.env_of("ss1")["helpdesk.ticket"]
        ticket = tickets.create(
            {
                "name": title,
                "description": f"<p>{description}</p>",
                "partner_id": self.stage.ref(customer).id,
                "ops_salesman_id": self.stage.ref(f"user_{consultant}").id,
                "ops_process": "after_sales",
            }
        )
        ticket.action_ops_submit()
        ticket.with_env(self.stage.env_of("sm1")).action_ops_approve()
        ticket.with_env(self.stage.env_of("te1")).action_ops_take_up()
        self.stage.note(name, ticket)

    def _raise(self, ticket, login, reason, tried):
        ticket.with_env(self.stage.env_of(login)).action_ops_escalate(reason, tried)

    def _apply(self, ticket, login, reason):
        self._step(ticket, login).action_pass_on(reason, post="general_manager")

    def _answer(self, ticket, login, answer):
        self._step(ticket, login).action_answer(answer)

    def _wait(self, ticket, login, word):
        ticket.with_env(self.stage.env_of(login)).action_ops_wait(word)

    def _night(self, _ticket, _login):
        """The hourly job runs."""
        self.stage.env["ops.question"]._go_on_in(self.stage.company)

    def _step(self, ticket, login):
        """Return where the escalation stands, as who has it reads it."""
        ticket.invalidate_recordset()
        return ticket.with_env(self.stage.env_of(login)).ops_escalation_ids[-1:].sudo(False)
