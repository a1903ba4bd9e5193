from odoo import api, fields, models

from ..visit.ops_visit import UNDER_WAY

BEFORE_LAST_TAP = ("planned", *UNDER_WAY)


class OpsVisit(models.Model):
    """What the form says of places: the question before the first tap, the answer, and what was kept."""

    _inherit = "ops.visit"

    place_ids = fields.One2many("ops.visit.place", "visit_id", "Places of taps", readonly=True)
    takes_place = fields.Boolean(compute="_compute_place_asked", export_string_translation=False)
    place_answer = fields.Char("Places", compute="_compute_place_asked")
    place_question = fields.Text(compute="_compute_place_asked", export_string_translation=False)
    place_text = fields.Char("Places of these taps", compute="_compute_place_text")

    @api.depends("user_id", "company_id", "channel", "state")
    @api.depends_context("uid", "lang")
    def _compute_place_asked(self):
        user, answers = self.env.user, {}
        words = {"yes": self.env._("kept at my taps"), "no": self.env._("not kept")}
        for visit in self:
            company = visit.company_id or self.env.company
            mine = visit.user_id == user and visit._is_visit() and company.ops_place_on
            if mine and company not in answers:
                answers[company] = user._ops_place_answer(company)
            answer = mine and answers[company]
            visit.takes_place = answer == "yes"
            visit.place_answer = words.get(answer, "")
            visit.place_question = (
                mine and not answer and visit.state in BEFORE_LAST_TAP and visit._get_place_question(company)
            )

    def _get_place_question(self, company):
        """Return in words what is kept, who sees it and how long."""
        head = self.env.user.sale_team_id.user_id
        return self.env._(
            "May your place be kept when you tap “Leave”, “Arrived” and “Finish”? Kept are the position and "
            "how exact it is, at these three taps, never in between. You and your head (%(head)s) see it, "
            "nobody else. It is deleted after %(days)s days; only where the customer is found stays in his "
            "file, without your name. Nothing depends on your answer, and you can change it at any time "
            "under “Plan”; then what was kept is deleted at once.",
            head=head.name if head and head != self.env.user else self.env._("if you have one"),
            days=company.ops_place_days,
        )

    @api.depends("place_ids")
    @api.depends_context("uid", "lang")
    def _compute_place_text(self):
        """Say where each tap was, to who may read it: the others find no place here."""
        fields_of = self.env["ops.visit.place"]._fields
        said = {
            name: dict(fields_of[name]._description_selection(self.env))
            for name in ("tap", "state", "result")
        }
        for visit in self:
            texts = [
                self.env._(
                    "%(tap)s: %(where)s",
                    tap=said["tap"][place.tap],
                    where=said["result"][place.result]
                    if place.state == "taken" and place.result
                    else said["state"][place.state],
                )
                for place in visit.place_ids
            ]
            visit.place_text = " · ".join(texts)

    def action_agree_place(self):
        """Agree that the user's own places are kept at his taps."""
        self.env.user._ops_answer_place("yes", self.company_id[:1] or self.env.company)
        return True

    def action_refuse_place(self):
        """Refuse it, or take it back: what was kept of the user is deleted."""
        self.env.user._ops_answer_place("no", self.company_id[:1] or self.env.company)
        return True
