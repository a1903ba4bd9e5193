from odoo import fields, models


class OpsMeetingTopic(models.Model):
    """What a team wants to talk about: a problem of the business or a technical one, named by anybody of it.

    Clause: H4
    """

    _name = "ops.meeting.topic"
    _inherit = ["ops.document.line"]
    _description = "Topic of a meeting"
    _order = "is_discussed, sequence, id"
    _rec_name = "name"

    _document_field = "meeting_id"
    _lines_field = "topic_ids"
    _ops_clause = "H4"

    sequence = fields.Integer(default=10)
    meeting_id = fields.Many2one("ops.meeting", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [("business", "Business problem"), ("technical", "Technical problem")],
        required=True,
        default="business",
    )
    name = fields.Char("Topic", required=True)
    note = fields.Text("More about it")
    user_id = fields.Many2one(
        "res.users", "Named by", default=lambda self: self.env.user, readonly=True, ondelete="restrict"
    )
    is_discussed = fields.Boolean("Discussed")
    conclusion = fields.Char("What came of it")

    def _check_access(self, operation):
        """Whoever reads a meeting names a topic, and changes and takes out what he named himself."""
        result = super()._check_access(operation)
        if operation == "read" or not result:
            return result
        forbidden = result[0]
        # sudo: whose topics they are; of new ones the meeting is asked
        own = forbidden.sudo().filtered(lambda topic: topic.user_id.id == self.env.uid)
        readable = own.meeting_id.sudo(False)._filtered_access("read")
        allowed = own.filtered(lambda topic: topic.meeting_id.sudo(False) in readable)
        hidden = forbidden - allowed.sudo(False)
        return (hidden, result[1]) if hidden else None


class OpsMeeting(models.Model):
    """Anyone who comes to a meeting names a topic before."""

    _inherit = "ops.meeting"

    def action_add_topic(self):
        """Ask for a topic. Clause: H4"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Topic"),
            "res_model": "ops.meeting.topic",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_meeting_id": self.id},
        }
