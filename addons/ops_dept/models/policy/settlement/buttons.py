from odoo import api, fields, models

from ....tools.states import TO_SUBMIT


class OpsPenalty(models.Model):
    """What the form of a case offers to whom: the next step of the person, and of a leader."""

    _inherit = "ops.penalty"

    can_appeal = fields.Boolean(compute="_compute_can_act")
    can_note_answer = fields.Boolean(compute="_compute_can_act", help="Of a person without a login.")
    can_note_appeal = fields.Boolean(compute="_compute_can_act", help="Of a person without a login.")
    can_settle = fields.Boolean(compute="_compute_can_act")
    can_judge = fields.Boolean(compute="_compute_can_act")
    can_dismiss = fields.Boolean(compute="_compute_can_act")

    @api.depends("state", "date_appealed", "date_appeal_decided", "date_settled", "date_appeal_until")
    @api.depends_context("uid")
    def _compute_can_act(self):
        now = fields.Datetime.now()
        is_leader = self.env.user._ops_has_role("leader")
        for penalty in self:
            leads = is_leader and not penalty._is_person()
            appealed = bool(penalty.date_appealed) and not penalty.date_appeal_decided
            in_time = bool(penalty.date_appeal_until) and penalty.date_appeal_until >= now
            ended = penalty.state in ("notified", "settled")
            appealable = ended and in_time and not penalty.date_appealed
            speaks = penalty.is_above and not penalty.user_id and bool(penalty.id)
            penalty.can_appeal = penalty.is_mine and appealable
            penalty.can_note_appeal = speaks and appealable
            penalty.can_note_answer = speaks and penalty.state in TO_SUBMIT
            penalty.can_judge = leads and appealed and self.env.user in penalty._get_appeal_judges()
            penalty.can_settle = (
                leads
                and not appealed
                and penalty.state in ("notified", "upheld")
                and not penalty.date_settled
            )
            penalty.can_dismiss = leads and penalty.is_open and bool(penalty.id)

    @api.model
    def _get_submit_label(self):
        return self.env._("Ask for the Decision")
