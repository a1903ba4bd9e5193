from odoo import api, fields, models

from ...policy.given.mail_activity import WORK


class OpsMeeting(models.Model):
    """Decisions become work when the meeting ends."""

    _inherit = "ops.meeting"

    _on_held = ((30, "_give_decided"),)

    decision_ids = fields.One2many("ops.meeting.decision", "meeting_id", copy=False, frozen="closed")
    invited_ids = fields.Many2many("res.users", compute="_compute_invited_ids")

    @api.depends("attendance_ids.user_id")
    def _compute_invited_ids(self):
        for meeting in self:
            meeting.invited_ids = meeting.attendance_ids.user_id

    def _give_decided(self):
        """Give what was decided, in the name of who led the meeting.

        Clause: W1.F
        """
        work = self.env["ir.model.data"]._xmlid_to_res_id(WORK)
        model = self.env["ir.model"].sudo()._get_id(self._name)  # sudo: the id of a model
        for meeting in self:
            decisions = meeting.decision_ids.filtered(lambda decision: not decision.activity_id)
            if not decisions:
                continue
            # sudo: who may end the meeting was asked; given is it by who led it, to who was on its list
            activities_sudo = self.env["mail.activity"].with_user(meeting.chair_id).sudo()
            given = activities_sudo.create(
                [
                    {
                        "activity_type_id": work,
                        "res_model_id": model,
                        "res_id": meeting.id,
                        "user_id": decision.user_id.id,
                        "summary": decision.name,
                        "date_deadline": decision.date_due,
                    }
                    for decision in decisions
                ]
            )
            for decision, activity in zip(decisions, given, strict=True):
                decision.sudo()._stamp({"activity_id": activity.id})  # sudo: as above

    def action_add_decision(self):
        """Ask for a decision: who does what until when. Clause: W1.B"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decision"),
            "res_model": "ops.meeting.decision",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_meeting_id": self.id},
        }
