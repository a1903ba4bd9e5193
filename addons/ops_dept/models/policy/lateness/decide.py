from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsObligation(models.Model):
    """The manager accepts why something was late: it is waived; or he does not: it is a violation (R7)."""

    _inherit = "ops.obligation"

    _reasons = {
        "refuse_late": Reason(
            action="action_refuse_late",
            question=_lt("Why is the reason not accepted?"),
            button=_lt("Do Not Accept"),
            follows=_lt("Being late is a violation; whoever was late sees the answer."),
            lacking=_lt("say why the reason is not accepted (R7)."),
            shown=("responsible", "date_due", "date_met", "late_reason"),
            length=5,
            is_danger=True,
        )
    }

    def action_accept_late(self):
        """Accept why it was late: nothing was owed any more, and it is no violation.

        Clause: R7

        :raises UserError: where no reason was given
        :raises AccessError: for who does not stand above whoever was late
        """
        self._check_decides_late()
        silent = self.filtered(lambda obligation: obligation.late_state != "given")
        if silent:
            raise UserError(
                self.env._(
                    "%(obligation)s: %(who)s has not said yet why it was late (R7).",
                    obligation=silent[0].display_name,
                    who=silent[0].responsible,
                )
            )
        for reason, obligations in self.sudo().grouped("late_reason").items():
            # sudo: the ledger is closed to direct writes; the role was checked above
            obligations.write(
                {
                    **obligations._prepare_late_answer_vals("accepted"),
                    "state": "waived",
                    "waive_reason": reason,
                    "waived_by_id": self.env.uid,
                    "date_waived": fields.Datetime.now(),
                }
            )
        self.sudo()._excuse()  # sudo: as above
        return True

    def action_ask_refuse_late(self):
        """Open the small form that asks why the reason is not accepted."""
        return self._ask_reason("refuse_late")

    def action_refuse_late(self, reason):
        """Do not accept why it was late, or that nobody said it: it is a violation.

        Clause: R7

        :param str reason: the answer, at least five characters
        :raises AccessError: for who does not stand above whoever was late
        """
        self._check_decides_late()
        reason = self._take_reason("refuse_late", reason)
        # sudo: the ledger is closed to direct writes; the role was checked above
        refused_sudo = self.sudo()
        refused_sudo.write({**self._prepare_late_answer_vals("refused"), "late_answer": reason})
        # what several people shared was nobody's violation while nobody had done it: now it is known whose
        refused_sudo.filtered(lambda duty: duty.date_violated and not duty.violation_id)._follow_violated()
        refused_sudo._note_violation()
        return True

    def _prepare_late_answer_vals(self, answer):
        return {
            "late_state": answer,
            "late_decided_by_id": self.env.uid,
            "date_late_decided": fields.Datetime.now(),
        }

    def _check_decides_late(self):
        """Refuse who decides about himself, about people who are not his, or about what is decided."""
        self.check_access("read")
        self._refuse_decided()
        above = self.filtered(lambda obligation: not obligation._is_below(self.env.user))
        if above:
            raise AccessError(
                self.env._(
                    "%(obligations)s: only a role above %(who)s decides about the reason, the manager or a "
                    "leader (R7).",
                    obligations=", ".join(above.mapped("display_name")),
                    who=", ".join(above.mapped("responsible")),
                )
            )
