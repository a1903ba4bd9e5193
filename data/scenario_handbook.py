"""The demo company's handbook: clauses of its own, the first edition, and who has read it.

Two have not: the store assistant and the field specialist find it on their first page, the store assistant
besides the week's duty of the company's own second clause.
"""

# Each clause of the company's own: external id; role; how often it is proven (none: conduct); the texts.
OWN_CLAUSES = (
    (
        "clause_own_01",
        "consultant",
        False,
        {
            "zh_CN": "下班前关闭样机电源，整理展台，样机钥匙交店助保管",
            "en_US": "Before leaving, switch exhibits off, tidy the stand, hand the keys to the store "
            "assistant",
        },
    ),
    (
        "clause_own_02",
        "store_assistant",
        "week",
        {
            "zh_CN": "每周五下班前清点展厅样机，填写清点表并拍照",
            "en_US": "Every Friday, count the exhibits, fill in the list and take a photo",
        },
    ),
)
EDITION = "handbook_01"
NOTE = "首版手册：收录全部现行条款，并增订本公司条款 X1、X2。"
# Who has not read it yet.
LATE = ("sa1", "fm1")


class Handbook:
    """What the administrator and the leader do about the handbook, and each person for himself."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Write the company's own clauses, publish the first edition, and let people read it."""
        if self.stage.known(EDITION):
            return
        for plot in OWN_CLAUSES:
            self._write_own_clause(*plot)
        self.stage.env["ops.obligation"]._open_periods(self.stage.company)  # as the hourly job does
        handbook = self.stage.env_of("ld")["ops.handbook"].create({"note": NOTE})
        handbook.action_publish()
        self.stage.note(EDITION, handbook.with_env(self.stage.env))
        late = [self.stage.ref(f"user_{login}") for login in LATE]
        for ack in self.stage.env["ops.handbook.ack"].search([("handbook_id", "=", handbook.id)]):
            if ack.user_id not in late:
                ack.with_user(ack.user_id).action_acknowledge()
        say(f"{handbook.display_name}  {handbook.clause_count}")

    def _write_own_clause(self, xml_id, code, period, texts):
        administrator = self.stage.ref("base.user_admin")
        clauses = self.stage.env["ops.clause"].with_user(administrator).with_company(self.stage.company)
        role = self.stage.ref(f"ops_dept.ops_dept_group_{code}")
        clause = clauses.with_context(lang="en_US").create(
            {"text": texts["en_US"], "role_ids": [(6, 0, role.ids)], "duty_period": period}
        )
        clause.with_context(lang="zh_CN").text = texts["zh_CN"]
        self.stage.note(xml_id, clause.with_env(self.stage.env))
