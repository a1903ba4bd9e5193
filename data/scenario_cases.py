"""The demo company's violations and cases: noted by heads, answered by the person, decided by the leader; a
loss that is made good month by month, with the head's share in it; an order that was missed.

Part of the play of `scenario.py`.
"""

from base64 import b64encode

# The document of a loss: the smallest PDF that viewers open.
PAPER = b64encode(
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000103 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"
)

# Each violation: external id; who notes it, of whom, clause, number of its reportable item (none: it has
# none), the document that shows it (none: a paper); words; steps of its case (who, what, with what).
VIOLATIONS = (
    {
        "id": "violation_01",
        "note": ("sm1", "employee_sc2", "M7.7", 1, "quotation_04"),
        "words": "接听泵站来电时语气生硬，客户来函反映。",
        "steps": (),
    },
    {
        "id": "violation_02",
        "note": ("sm1", "employee_sc1", "R1", None, "quotation_01"),
        "words": "澹川设备部已扩建二号线，顾问未掌握其生产计划。",
        "steps": (("sm1", "propose", "未及时了解客户生产与计划。"),),
    },
    {
        "id": "violation_03",
        "note": ("sm2", "employee_sc3", "R1", None, "quotation_02"),
        "words": "客户停产检修一个月，顾问未掌握，备件按原计划报价。",
        "steps": (
            ("sm2", "propose", "未及时了解客户生产与计划。"),
            ("sc3", "answer", "检修通知只发给了客户采购部，我没有收到，今后每周电话确认。"),
            ("ld", "approve", "情况属实，按最低档处理。"),
        ),
    },
    {
        "id": "violation_04",
        "note": ("mh1", "employee_ms1", "M1.7", None, None),
        "words": "对账单寄错地址，货款 108,000 元迟到 84 天，属本人失误。",
        "steps": (
            (
                "mh1",
                "claim",
                "逾期 84 天的资金占用，由责任人承担。",
                "108,000 × 5% × 84 ÷ 360 = 1,260",
                1_260,
            ),
            ("ms1", "answer", "客户搬迁后我没有更新地址，是我的疏忽，请分月扣回。"),
            ("ld", "approve", "同意，分月承担。"),
            ("ms1", "read", None),
            ("ld", "portion", "本月绩效中扣回", 500),
            ("mh1", "answer_share", "交接时我也没有核对地址，同意按规定连带。"),
        ),
    },
)

# Each missed order: external id; who notes it, of which opportunity; words; about how much was lost.
MISSED = (("violation_05", "sm1", "lead_06", "客户年初已定压装机伺服主轴，顾问未跟进，事后才知道。", 86_000),)


class Cases:
    """What each role does with a violation and its case, one method per button.

    :param stage: the people of the demo company, from `scenario.py`
    """

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Note the violations and bring their cases to their steps.

        :param say: called with one line of text per violation
        """
        for plot in VIOLATIONS:
            if not self.stage.known(plot["id"]):
                with self.stage.env.cr.savepoint():
                    say(f"{plot['id']}  {self.perform(plot)}")
        for xml_id, *plot in MISSED:
            if not self.stage.known(xml_id):
                with self.stage.env.cr.savepoint():
                    say(f"{xml_id}  {self.miss(xml_id, *plot)}")

    def miss(self, xml_id, login, lead, cause, amount):
        """Note that an order was missed, on its opportunity."""
        opportunity = self.stage.ref(lead).with_env(self.stage.env_of(login))
        opportunity.action_ops_miss(cause, amount)
        violation = self.stage.env["ops.violation"].search([("lead_id", "=", opportunity.id)])
        self.stage.note(xml_id, violation)
        return f"{violation.display_name}  {opportunity.name}"

    def perform(self, plot):
        login, employee, code, item, document = plot["note"]
        env = self.stage.env_of(login)
        clause = env["ops.clause"].search([("code", "=", code)])
        shown = document and self.stage.ref(document)
        violation = env["ops.violation"].create(
            {
                "clause_id": clause.id,
                "employee_id": self.stage.ref(employee).id,
                "item_id": clause.item_ids[item].id if item is not None else False,
                "description": plot["words"],
                **(
                    {"document_ref": f"{shown._name},{shown.id}"}
                    if shown
                    else {"evidence": PAPER, "evidence_name": "逾期明细.pdf"}
                ),
            }
        )
        case = env["ops.penalty"]
        for who, verb, *with_what in plot["steps"]:
            case = getattr(self, f"do_{verb}")(self.stage.env_of(who), violation, case, *with_what)
        self.stage.note(plot["id"], violation.with_env(self.stage.env))
        return f"{violation.display_name}  {violation.state}  {case.display_name} {case.state or ''}"

    def do_propose(self, env, violation, _case, reason):
        action = violation.with_env(env).action_propose_case()
        return env["ops.penalty"].with_context(**action["context"]).create({"reason": reason})

    def do_answer(self, env, _violation, case, answer):
        case.with_env(env).action_answer(answer)
        return case

    def do_approve(self, env, _violation, case, comment):
        case.with_env(env).action_ops_approve(comment)
        return case

    def do_claim(self, env, violation, _case, reason, computation, loss):
        """Propose that the person makes a loss good."""
        action = violation.with_env(env).action_propose_case()
        return (
            env["ops.penalty"]
            .with_context(**action["context"])
            .create(
                {
                    "kind": "compensation",
                    "line_ids": [(0, 0, {"violation_id": violation.id})],
                    "reason": reason,
                    "computation": computation,
                    "amount_asked": loss,
                    "evidence": PAPER,
                    "evidence_name": "资金占用计算.pdf",
                }
            )
        )

    def do_read(self, env, _violation, case, _words):
        case.with_env(env).action_confirm_reading()
        return case

    def do_portion(self, env, _violation, case, remark, amount):
        case.with_env(env).action_settle_portion(remark, amount)
        return case

    def do_answer_share(self, env, _violation, case, answer):
        """The head answers in his own case, which follows from this one."""
        share = env["ops.penalty"].search([("parent_id", "=", case.id)])
        share.action_answer(answer)
        return case
