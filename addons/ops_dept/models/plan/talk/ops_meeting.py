from odoo import fields, models


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
