"""What the tests of questions share: a quotation, and somebody who asks about it."""

from odoo import fields

from ...deal.common import DealCase


class QuestionCase(DealCase):
    """A quotation of the consultant; the office clerk may not read it, a colleague neither."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order()
        cls.help_kind = cls.env.ref("ops_dept.ops_question_kind_help")
        cls.escalation = cls.env.ref("ops_dept.ops_question_kind_escalation")
        cls.today = fields.Date.today()

    def _ask(self, user=None, **vals):
        """Ask as the form does: with what the button puts into the context."""
        user = user or self.consultant
        action = self.order.with_user(user).action_ops_ask()
        values = {"kind_id": self.help_kind.id, "question": "Which seal does it need?", **vals}
        return self.env["ops.question"].with_user(user).with_context(action["context"]).create(values)
