"""The demo company's use of its name for other business: one permitted, one asked for."""

from datetime import timedelta

# External id: who asks, for whom, first and last day from today on, what for; a leader's word (or None).
ASKED = {
    "use_of_name_01": (
        "sc1", "苏州工控行业展会组委会", 0, 6, "以公司名义在展会作传动选型讲座。",
        "可以，讲稿先给我看。",
    ),
    "use_of_name_02": ("sc3", "盛泽织造商会", 3, 3, "以公司名义参加商会技术座谈并发放样本。", None),
}  # fmt: skip


class UseOfName:
    """Who asks to use the company's name, and what a leader says."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        for xml_id, (login, whom, first, last, text, word) in ASKED.items():
            if self.stage.known(xml_id):
                continue
            proposal = self.stage.env_of(login)["ops.proposal"].create(
                {
                    "kind": "use_of_name",
                    "text": text,
                    "used_for": whom,
                    "date_from": self.stage.today + timedelta(days=first),
                    "date_until": self.stage.today + timedelta(days=last),
                }
            )
            self.stage.note(xml_id, proposal.with_env(self.stage.env))
            proposal.action_submit()
            if word:
                proposal.with_env(self.stage.env_of("ld")).action_ops_approve(word)
            say(f"{proposal.display_name}  {proposal.state}")
