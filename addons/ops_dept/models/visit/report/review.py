from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsVisit(models.Model):
    """The head reads the report, with a word or without; from then on it stays, or says why it was changed.

    Clause: W1.D
    """

    _inherit = "ops.visit"

    _reasons = {
        "review": Reason(
            action="action_review",
            question=_lt("A word to the consultant?"),
            button=_lt("Reviewed"),
            follows=_lt("The report stays as it is; the consultant reads what you write."),
            shown=("result", "talk", "next_focus"),
        ),
        "correct": Reason(
            action="action_correct",
            question=_lt("Why is the report changed?"),
            button=_lt("Change Report"),
            follows=_lt("The report is open again; old and new words stay visible, the head reads it anew."),
            lacking=_lt("say why the report is changed after it was reviewed (W1.D)."),
            length=2,
            target="reported",
            sources=("reviewed",),
            field="correction_reason",
        ),
    }

    reviewed_by_id = fields.Many2one("res.users", "Reviewed by", readonly=True, copy=False, stamp=True)
    date_reviewed = fields.Datetime("Reviewed on", readonly=True, copy=False, stamp=True)
    review_note = fields.Text("A word from the head", readonly=True, copy=False, stamp=True)
    correction_reason = fields.Char("Changed because", readonly=True, copy=False, stamp=True, tracking=True)
    can_review = fields.Boolean(compute="_compute_can_review", export_string_translation=False)

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can_review(self):
        may = {user: self._may_review(user) for user in self.user_id}
        for visit in self:
            visit.can_review = visit.state == "reported" and may.get(visit.user_id, False)

    @api.model
    def _may_review(self, consultant):
        """Tell whether the user stands above a consultant."""
        return self.env.user._ops_guides(consultant)

    def action_open_review(self):
        """Ask for a word to the consultant; it may stay empty."""
        return self._ask_reason("review")

    def action_review(self, note=""):
        """Note that these reports were read. Clause: W1.D

        :raises AccessError: for who does not stand above the consultant
        """
        self.check_access("read")
        note = self._take_reason("review", note)
        # sudo: who stands above reads reports and adds his word; `_check_review` asks who he is
        visits_sudo = self.sudo()
        visits_sudo._check_review()
        visits_sudo._stamp({"review_note": note or False})
        visits_sudo.write({"state": "reviewed"})
        if note:
            visits_sudo._tell_word(note)
        return True

    def _tell_word(self, note):
        """Bring the head's word to the consultants; who reads without a word disturbs nobody."""
        for visit in self:
            visit.message_notify(
                partner_ids=visit.user_id.partner_id.ids,
                subject=visit.display_name,
                body=note,
                author_id=self.env.user.partner_id.id,
            )

    def _check_review(self):
        for user, visits in self.grouped("user_id").items():
            if not self._may_review(user) and visits._ops_filter_on():
                raise AccessError(
                    self.env._(
                        "%(visit)s: the report is read by who stands above %(who)s (W1.D).",
                        visit=visits[:1].display_name,
                        who=user.name,
                    )
                )

    def _prepare_review_vals(self):
        return {
            "reviewed_by_id": self.env.uid,
            "date_reviewed": fields.Datetime.now(),
            "correction_reason": False,
        }

    def action_open_correct(self):
        """Ask why a reviewed report is changed."""
        return self._ask_reason("correct")

    def action_correct(self, reason):
        """Open a reviewed report again, with a reason. Clause: W1.D"""
        self.check_access("write")
        for visit in self:
            visit._check_mine()
        return self._ops_move_because("correct", reason)
