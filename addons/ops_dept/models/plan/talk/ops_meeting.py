from odoo import api, fields, models


class OpsMeeting(models.Model):
    """A one-to-one talk ends in steps; it is closed to everybody else by a rule for all, whatever their role.

    It has no number, no activities, no appointment in any calendar, nothing in the log; its chatter
    reaches its readers only (`ops.hushed`).

    Clause: M4.3
    """

    _inherit = "ops.meeting"

    step_ids = fields.One2many("ops.meeting.step", "meeting_id", "What follows", copy=False, frozen="closed")
    via = fields.Selection(
        [("person", "In person"), ("phone", "By telephone"), ("message", "By message")],
        "How",
        default="person",
        frozen="closed",
    )

    @api.readonly
    def get_formview_id(self, access_uid=None):
        """Talks have forms of their own: of what two people say nothing is written to others."""
        forms = {"one_to_one": "ops_meeting_view_form_talk", "contact": "ops_meeting_view_form_contact"}
        if len(self) == 1 and self.kind in forms:
            return self.env["ir.model.data"]._xmlid_to_res_id(f"ops_dept.{forms[self.kind]}")
        return super().get_formview_id(access_uid)
