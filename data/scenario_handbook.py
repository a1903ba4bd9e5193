"""The demo company's handbook: a clause of its own, the first edition, and who has read it.

Two have not: the store assistant and the field specialist find it on their first page.
"""

OWN_CLAUSE = "clause_own_01"
TEXTS = {
    "zh_CN": "下班前关闭样机电源，整理展台，样机钥匙交店助保管",
    "en_US": "Before leaving, switch exhibits off, tidy the stand, hand the keys to the store assistant",
}
EDITION = "handbook_01"
NOTE = "首版手册：收录全部现行条款，并增订本公司条款 X1。"
# Who has not read it yet.
LATE = ("sa1", "fm1")


class Handbook:
    """What the administrator and the leader do about the handbook, and each person for himself."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Write the company's own clause, publish the first edition, and let people read it."""
        if self.stage.known(EDITION):
            return
        self._write_own_clause()
        handbook = self.stage.env_of("ld")["ops.handbook"].create({"note": NOTE})
        handbook.action_publish()
        self.stage.note(EDITION, handbook.with_env(self.stage.env))
        late = [self.stage.ref(f"user_{login}") for login in LATE]
        for ack in self.stage.env["ops.handbook.ack"].search([("handbook_id", "=", handbook.id)]):
            if ack.user_id not in late:
                ack.with_user(ack.user_id).action_acknowledge()
        say(f"{handbook.display_name}  {handbook.clause_count}")

    def _write_own_clause(self):
        administrator = self.stage.ref("base.user_admin")
        clauses = self.stage.env["ops.clause"].with_user(administrator).with_company(self.stage.company)
        role = self.stage.ref("ops_dept.ops_dept_group_consultant")
        clause = clauses.with_context(lang="en_US").create(
            {"text": TEXTS["en_US"], "role_ids": [(6, 0, role.ids)]}
        )
        clause.with_context(lang="zh_CN").text = TEXTS["zh_CN"]
        self.stage.note(OWN_CLAUSE, clause.with_env(self.stage.env))
