"""The demo company's questions: somebody asks about a quotation, others answer, pass on, or have it open.
And what the sales manager gives to his people: guidance and work.

Part of the play of `scenario.py`.
"""

from odoo.fields import Date

# What is given: external id; who gives it to whom, kind, days until it is due, words; what came of it.
GIVEN = (
    {
        "id": "given_01",
        "give": ("sm1", "sc1", "guidance", 0, "拜访重点客户前先看应收账款，带着对账单去"),
        "result": None,
    },
    {
        "id": "given_02",
        "give": ("sm1", "sc2", "work", 2, "收齐上周发货的签收单，交销售内勤存档"),
        "result": None,
    },
    {
        "id": "given_03",
        "give": ("sm1", "sc1", "work", 1, "核对砺锋机电三季度对账差异"),
        "result": "差异两笔，均为运费，已与对方财务确认",
    },
)

# Each question: external id; who asks, about what, kind, whom (a post or
# "user_…"); words; steps (who, what, with what).
QUESTIONS = (
    {
        "id": "question_01",
        "ask": ("sc1", "quotation_10", "help", "technical"),
        "words": "客户气缸改造要求耐高温密封，SC63 用氟橡胶密封件交期会变吗？",
        "steps": (),
    },
    {
        "id": "question_02",
        "ask": ("sc1", "quotation_05", "notice", "purchasing"),
        "words": "龙岐项目模组下周要确认交期，请先向厂家问产能。",
        "steps": (("pu1", "answer", "已问厂家：模组排产两周，可按计划交付。"),),
    },
    {
        "id": "question_03",
        "ask": ("sc2", "quotation_11", "escalation", "sales_manager"),
        "words": "泵站要求周末到场调试，本周工程师排满，怎么安排？",
        "steps": (("sm1", "pass_on", "需跨部门抽调工程师，请总经理协调。", "general_manager"),),
    },
    {
        "id": "question_04",
        "ask": ("sc3", "quotation_02", "advice", "sales_manager"),
        "words": "客户拿网上价格压价，这批备件是否让到 8 折？",
        "steps": (),
    },
    {
        "id": "question_05",
        "ask": ("ss1", "quotation_07", "notice", "user_of1"),
        "words": "盛屿项目合同要寄纸质投标文件，请留意快递签收。",
        "steps": (),
    },
)


class Questions:
    """What each role does with a question, one method per button.

    :param stage: the people of the demo company, from `scenario.py`
    """

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Ask and answer.

        :param say: called with one line of text per question
        """
        for plot in QUESTIONS:
            if not self.stage.known(plot["id"]):
                with self.stage.env.cr.savepoint():
                    say(f"{plot['id']}  {self.perform(plot)}")

        for plot in GIVEN:
            if not self.stage.known(plot["id"]):
                with self.stage.env.cr.savepoint():
                    say(f"{plot['id']}  {self.give(plot)}")

    def give(self, plot):
        """Give guidance or work in the manager's form; whoever got it reports where he did it already."""
        giver, person, kind, days, words = plot["give"]
        env, user = self.stage.env_of(giver), self.stage.ref(f"user_{person}")
        until = Date.add(Date.context_today(env["res.users"]), days=days)
        values = {"kind": kind, "user_id": user.id, "summary": words, "date_deadline": until}
        env["ops.work.give"].create(values).action_give()
        mine = self.stage.env_of(person)["mail.activity"]
        given = mine.search(
            [("ops_is_given", "=", True), ("user_id", "=", user.id)], order="id desc", limit=1
        )
        self.stage.note(plot["id"], given.with_env(self.stage.env))
        if plot["result"]:
            given.action_ops_finish(plot["result"])
        return f"{given.summary}  {given.ops_outcome}"

    def perform(self, plot):
        login, document, kind, whom = plot["ask"]
        action = self.stage.ref(document).with_env(self.stage.env_of(login)).action_ops_ask()
        person = whom.startswith("user_") and self.stage.ref(whom)
        question = (
            self.stage.env_of(login)["ops.question"]
            .with_context(**action["context"])
            .create(
                {
                    "kind_id": self.stage.ref(f"ops_dept.ops_question_kind_{kind}").id,
                    "question": plot["words"],
                    **({"asked_id": person.id} if person else {"post": whom}),
                }
            )
        )
        for who, verb, *with_what in plot["steps"]:
            act = getattr(question.with_env(self.stage.env_of(who)), f"action_{verb}")
            act(*with_what)
        # the play's own bookmark, by which a second play finds what exists
        self.stage.env["ir.model.data"].sudo()._update_xmlids(
            [{"xml_id": f"__import__.{plot['id']}", "record": question, "noupdate": True}]
        )
        return f"{question.display_name}  {question.state}"
