from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsTarget(models.Model):
    """A target is put in force by a leader, a person's by his head; taken back only with a reason (H1)."""

    _inherit = "ops.target"

    _reasons = {
        "take_back": Reason(
            action="action_take_back",
            question=_lt("Why does the target no longer hold?"),
            button=_lt("Back to Draft"),
            follows=_lt("It is a draft again; the reason stays on it."),
            lacking=_lt("say why the target no longer holds (H1)."),
            shown=("value",),
            length=2,
            target="draft",
        )
    }

    def action_publish(self):
        """Put these targets in force. Clause: H1

        :raises AccessError: for who does not decide about them
        """
        return self.write({"state": "published"})

    def action_open_take_back(self):
        """Ask why they no longer hold."""
        return self._ask_reason("take_back")

    def action_take_back(self, reason):
        """Make drafts of targets in force, with the reason on them. Clause: H1"""
        self.check_access("write")
        self._ops_move_because("take_back", reason)
        for target in self:
            target.message_post(body=reason.strip())
        return True

    def _offers_move(self, target):
        """The way back asks for a reason: it has its own button."""
        return target != "draft" and super()._offers_move(target)

    def _check_publish(self):
        self._refuse_not_deciding()

    def _check_take_back(self):
        self._refuse_not_deciding()

    def _refuse_not_deciding(self):
        wrong = self._ops_filter_on().filtered(lambda target: not target._may_decide())
        if wrong:
            raise AccessError(
                self.env._(
                    "%(target)s: a leader puts it in force; a person's target his head does, too (H1).",
                    target=wrong[:1].display_name,
                )
            )

    def _may_decide(self):
        """Tell whether the user puts this target in force: never his own."""
        self.ensure_one()
        user = self.env.user
        if self.user_id == user:
            return False
        if user._ops_has_role("leader", "general_manager"):
            return True
        return bool(self.user_id) and user._ops_guides(self.user_id)
