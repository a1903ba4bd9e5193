from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# How long a closed case may be opened again.
DAYS_TO_REOPEN = 30


class HelpdeskTicket(models.Model):
    """How a case ends otherwise: refused or withdrawn, with the customer told; and how it is opened again.

    Clauses: W7.A, W8.A, W9.A, V5.2
    """

    _inherit = "helpdesk.ticket"

    _reasons = {
        "withdraw": Reason(
            action="action_ops_withdraw_case",
            question=_lt("Why is the case withdrawn?"),
            button=_lt("Withdraw Case"),
            follows=_lt("Nobody works on it any more. The customer is told; that stays on the case."),
            lacking=_lt("say why it is withdrawn (V5.2)."),
            length=3,
            target="cancel",
            field="ops_end_reason",
            is_danger=True,
        ),
        "reopen": Reason(
            action="action_ops_reopen",
            question=_lt("What is still wrong?"),
            button=_lt("Reopen"),
            follows=_lt("Technical takes it up again, and the customer is to be told anew."),
            lacking=_lt("say what is still wrong (V5.2)."),
            length=3,
            target="reopened",
            field="ops_reopen_reason",
        ),
    }

    ops_end_reason = fields.Text("Withdrawn because", readonly=True, copy=False, stamp=True)
    ops_reopen_reason = fields.Text("Reopened because", readonly=True, copy=False, stamp=True)
    ops_reopen_count = fields.Integer("Times reopened", readonly=True, copy=False, stamp=True)

    # ------------------------------------------------------------------
    # Withdrawn, refused
    # ------------------------------------------------------------------
    def action_ops_open_withdraw_case(self):
        """Ask why the case is withdrawn."""
        return self._ask_reason("withdraw")

    def action_ops_withdraw_case(self, reason):
        """End a case that nobody is to work on. Clause: V5.2

        :raises UserError: without a reason, or while goods of the customer are with us or the maker
        """
        return self._ops_move_because("withdraw", reason)

    def _check_withdraw(self):
        self._ops_refuse_blockers(lambda case: case._ops_get_withdraw_blockers())

    def _ops_get_withdraw_blockers(self):
        """Return the sentences that keep the case from being withdrawn; goods add theirs."""
        return self._ops_get_open_ends()

    def _ops_get_open_ends(self):
        """Return the sentences that keep the case from ending in any way; loans add theirs."""
        return []

    def _prepare_withdraw_vals(self):
        return {"closed_date": fields.Datetime.now()}

    def _do_withdraw(self):
        self._ops_end_waiting()
        self._ops_clear_reviews()
        self._release_obligations("W7.D", self.env._("The case was withdrawn."))
        self._ops_log("cancelled")
        self._ops_owe_answer()

    def _do_refuse(self):
        """The salesperson tells the customer that it was refused, and why (V5.2)."""
        self._ops_owe_answer()

    def _ops_owe_answer(self):
        """Make the salesperson owe the customer an answer about cases that he brought himself."""
        self.filtered("partner_id")._open_obligations("V5.2", step="feedback")

    # ------------------------------------------------------------------
    # Opened again
    # ------------------------------------------------------------------
    def action_ops_open_reopen(self):
        """Ask what is still wrong."""
        return self._ask_reason("reopen")

    def action_ops_reopen(self, reason):
        """Open a case again that was done within the last 30 days; what was owed is owed again. Clause: V5.2

        :raises UserError: without a reason, or after 30 days
        """
        return self._ops_move_because("reopen", reason)

    def _check_reopen(self):
        earliest = fields.Datetime.now() - timedelta(days=DAYS_TO_REOPEN)
        for case in self:
            if case.ops_date_solved and case.ops_date_solved < earliest:
                raise UserError(
                    self.env._(
                        "%(case)s was done more than %(days)s days ago: open a new case for it (V5.2).",
                        case=case.display_name,
                        days=DAYS_TO_REOPEN,
                    )
                )

    def _prepare_reopen_vals(self):
        forgotten = ("ops_date_solved", "closed_date", "ops_dispatch_user_id", "ops_dispatch_date")
        return {**dict.fromkeys(forgotten, False), **self._prepare_forgotten_told_vals()}

    def _do_reopen(self):
        for case in self:
            case._stamp({"ops_reopen_count": case.ops_reopen_count + 1})
            case._ops_tell(
                case.user_id | case._ops_post_users("sales_manager"),
                self.env._(
                    "%(case)s is open again: %(reason)s",
                    case=case.display_name,
                    reason=case.ops_reopen_reason,
                ),
            )
        self._release_obligations("V5.2", self.env._("The case was opened again."), step="feedback")
        self._ops_log("reopened", clause_code="V5.2")
        self.filtered(lambda case: case.ops_process == "after_sales")._open_obligations("W7.D")
