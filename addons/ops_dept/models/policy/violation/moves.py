from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsViolation(models.Model):
    """What happens to a violation: the person sees it and comments, who stands above him dismisses it."""

    _inherit = "ops.violation"

    _reasons = {
        "comment": Reason(
            action="action_comment",
            question=_lt("What do you say to it?"),
            button=_lt("Comment"),
            follows=_lt("Your head and the company leaders read it beside what was noted."),
            lacking=_lt("say something to it (R16)."),
        ),
        "dismiss": Reason(
            action="action_dismiss",
            question=_lt("Why is it no violation?"),
            button=_lt("Dismiss"),
            follows=_lt("Nothing follows from it; the reason stays with it."),
            lacking=_lt("say why it is dismissed (R16)."),
            shown=("clause_id", "description", "comment"),
            length=5,
            target="dismissed",
            field="dismiss_reason",
        ),
    }

    # ------------------------------------------------------------------
    # The person
    # ------------------------------------------------------------------
    def action_see(self):
        """Note that the person has read it."""
        self.check_access("read")
        self._refuse_not_person()
        # sudo: nobody writes a fact about himself; that he is the person was checked
        self.sudo().filtered(lambda v: not v.date_seen)._stamp({"date_seen": fields.Datetime.now()})
        return True

    def action_open_comment(self):
        """Ask the person what he says to it."""
        return self._ask_reason("comment")

    def action_comment(self, comment):
        """Keep what the person says to it, beside the fact.

        :raises AccessError: for everybody else
        """
        self.check_access("read")
        self._refuse_not_person()
        comment = self._take_reason("comment", comment)
        self._check_open()
        now = fields.Datetime.now()
        # sudo: as above
        for violation_sudo in self.sudo():
            seen = violation_sudo.date_seen or now
            violation_sudo._stamp({"comment": comment, "date_comment": now, "date_seen": seen})
        return True

    def _check_open(self):
        for violation in self.filtered(lambda violation: violation.state == "dismissed"):
            raise UserError(
                self.env._("%(violation)s was dismissed already (R16).", violation=violation.display_name)
            )

    # ------------------------------------------------------------------
    # Who stands above
    # ------------------------------------------------------------------
    def action_open_dismiss(self):
        """Ask why it is dismissed."""
        return self._ask_reason("dismiss")

    def action_dismiss(self, reason):
        """Say that it was none, with the reason.

        :raises AccessError: for who does not stand above the person
        """
        self.check_access("read")
        self._refuse_not_above()
        # sudo: nobody writes facts; who may dismiss was checked, and is again by the move
        return self.sudo()._ops_move_because("dismiss", reason)

    def _check_dismiss(self):
        self._refuse_not_above()

    def _prepare_dismiss_vals(self):
        return {"dismissed_by_id": self.env.uid}

    def _do_dismiss(self):
        self._ops_log("dismissed")

    # ------------------------------------------------------------------
    # The case
    # ------------------------------------------------------------------
    def _check_take(self):
        """A violation comes into a case by the case's lines alone."""
        self._refuse_by_hand()

    def _check_release(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        for violation in self:
            raise UserError(
                self.env._(
                    "%(violation)s: propose a case with it, or take it out of the case there (R16).",
                    violation=violation.display_name,
                )
            )
