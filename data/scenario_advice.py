"""The demo company's advisers: a major tender on which one opinion is in and one awaited, and an engineering
consultation that was answered.
"""

from datetime import timedelta

from odoo.fields import Datetime

# External id: consultant, customer; kind, amount, days until it closes; subject, what is asked for.
BIDS = {
    "advised_01": (
        "sc1", "customer_019", "tender", 860_000, 12,
        "输送线驱动改造招标",
        "减速电机46台、变频器46台、传感器一批，分两期交货，质保24个月，含安装指导。",
    ),
    "advised_02": (
        "sc2", "customer_021", "consultation", 0, None,
        "高温环境下电机怎么选型",
        "烘房环境温度约60℃，现用普通电机一年烧三台，想了解选型和改造办法，暂不询价。",
    ),
}  # fmt: skip
# Who asks whom what about a bid, and what each says (None: not yet).
OPINIONS = {
    "advised_01": (
        "除我们外还有谁会投？控制价和付款条件有没有风险？",
        (
            ("ms1", "据同行消息，无锡两家和一家外地代理会参加，去年同类项目中标价在控制价的92%左右。"),
            ("pu1", None),
        ),
    ),
    "advised_02": (
        "60℃环境用什么绝缘等级、要不要降容？",
        (("te1", "建议H级绝缘、独立风机冷却，按额定功率80%降容使用；电机与烘房隔热安装更好。"),),
    ),
}
ANSWER = "已书面答复：选H级绝缘加独立风机，功率按80%降容；随附样本和隔热安装示意图。"


class Advice:
    """Who is asked for an opinion, what he says, and what the customer was told."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known("advised_01"):
            return
        for xml_id, plot in BIDS.items():
            bid = self._report(xml_id, *plot)
            self._ask(bid, *OPINIONS[xml_id])
            bid.with_env(self.stage.env_of("sm1")).action_ops_approve()
            if plot[2] == "consultation":
                bid.with_env(self.stage.env_of(plot[0])).action_answer(ANSWER)
            say(f"{bid.display_name}  {bid.state}")

    def _report(self, xml_id, login, customer, kind, amount, days, title, description):
        bid = self.stage.env_of(login)["ops.bid"].create(
            {
                "title": title,
                "kind": kind,
                "partner_id": self.stage.ref(customer).id,
                "estimated_amount": amount,
                "description": description,
                "date_closing": days and Datetime.now() + timedelta(days=days),
            }
        )
        self.stage.note(xml_id, bid.with_env(self.stage.env))
        bid.action_submit()
        return bid

    def _ask(self, bid, words, opinions):
        people = [self.stage.ref(f"user_{login}").id for login, _said in opinions]
        questions = bid.with_env(self.stage.env_of("sm1")).action_invite(words, people)
        for question, (login, said) in zip(questions, opinions, strict=True):
            if said:
                question.with_env(self.stage.env_of(login)).action_answer(said)
