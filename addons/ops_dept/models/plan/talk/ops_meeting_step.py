from odoo import api, fields, models
from odoo.exceptions import AccessError


class OpsMeetingStep(models.Model):
    """What follows a talk between two: who of them does what until when. Only the two see it.

    It is no activity: those are shown to others, counted and mailed.

    Clause: M4.3
    """

    _name = "ops.meeting.step"
    _inherit = ["ops.document.line"]
    _description = "What follows a talk"
    _order = "is_done, date_due, id"

    _document_field = "meeting_id"
    _lines_field = "step_ids"
    _ops_clause = "M4.3"

    meeting_id = fields.Many2one("ops.meeting", required=True, index=True, ondelete="cascade")
    name = fields.Char("Step", required=True)
    user_id = fields.Many2one(
        "res.users",
        "Who",
        required=True,
        default=lambda self: self.env.user,
        domain="[('id', 'in', two_ids)]",
        ondelete="restrict",
        index=True,
    )
    two_ids = fields.Many2many("res.users", compute="_compute_two_ids")
    date_due = fields.Date("To be finished by", required=True, default=fields.Date.context_today)
    is_done = fields.Boolean("Done", readonly=True, copy=False, stamp=True)
    date_done = fields.Date("Done on", readonly=True, copy=False, stamp=True)

    @api.depends("meeting_id.chair_id", "meeting_id.person_id")
    def _compute_two_ids(self):
        for step in self:
            step.two_ids = step.meeting_id.chair_id | step.meeting_id.person_id

    @api.constrains("user_id", "meeting_id")
    def _check_two(self):
        for step in self:
            if step.user_id not in step.two_ids:
                raise AccessError(
                    self.env._("What follows a talk is done by one of the two who talked (M4.3).")
                )

    def action_done(self):
        """Note that it is done, also when the talk is closed. Clause: M4.3"""
        self.check_access("read")
        for step in self:
            if self.env.user not in step.two_ids:
                raise AccessError(self.env._("%s: one of the two says that it is done (M4.3).", step.name))
        # sudo: whoever of the two does it need not be the one who led the talk
        self.sudo()._stamp({"is_done": True, "date_done": fields.Date.context_today(self)})
        return True
