"""The demo company's violations and cases: noted by heads, answered by the person, decided by the leader.

Part of the play of `scenario.py`.
"""

# Each violation: external id; who notes it, of whom, clause, number of its reportable item (none: it has
# none), the document that shows it; words; steps of its case (who, what, with what).
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
)


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

    def perform(self, plot):
        login, employee, code, item, document = plot["note"]
        env = self.stage.env_of(login)
        clause = env["ops.clause"].search([("code", "=", code)])
        shown = self.stage.ref(document)
        violation = env["ops.violation"].create(
            {
                "clause_id": clause.id,
                "employee_id": self.stage.ref(employee).id,
                "item_id": clause.item_ids[item].id if item is not None else False,
                "description": plot["words"],
                "document_ref": f"{shown._name},{shown.id}",
            }
        )
        case = env["ops.penalty"]
        for who, verb, words in plot["steps"]:
            case = getattr(self, f"do_{verb}")(self.stage.env_of(who), violation, case, words)
        # the play's own bookmark, by which a second play finds what exists
        self.stage.env["ir.model.data"].sudo()._update_xmlids(
            [{"xml_id": f"__import__.{plot['id']}", "record": violation, "noupdate": True}]
        )
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
