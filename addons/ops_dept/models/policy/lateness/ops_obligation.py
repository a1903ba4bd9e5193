from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsObligation(models.Model):
    """A late entry is always possible; where its clause wants to know, who was late says why (R7)."""

    _inherit = "ops.obligation"

    _reasons = {
        "late": Reason(
            action="action_give_late_reason",
            question=_lt("Why was it done late?"),
            button=_lt("Give the Reason"),
            follows=_lt("The manager accepts the reason, or the lateness is a violation."),
            lacking=_lt("say why it was done late, the manager decides about it (R7)."),
            prompt=_lt("e.g. the customer's signed copy reached us two days later"),
            shown=("responsible", "date_due", "date_met"),
            length=10,
        )
    }

    late_state = fields.Selection(
        [
            ("asked", "Reason asked"),
            ("given", "To be decided"),
            ("accepted", "Accepted"),
            ("refused", "Not accepted"),
        ],
        "Late entry",
        readonly=True,
        index="btree_not_null",
    )
    late_reason = fields.Text("Reason of being late", readonly=True)
    late_reason_by_id = fields.Many2one("res.users", "Reason given by", readonly=True, ondelete="restrict")
    late_answer = fields.Text("Answer", readonly=True)
    late_decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    date_late_decided = fields.Datetime("Decided on", readonly=True)
    can_give_reason = fields.Boolean(compute="_compute_can_explain")
    can_decide_reason = fields.Boolean(compute="_compute_can_explain")

    @api.depends("late_state", "owner_id", "group_id", "met_by_id")
    @api.depends_context("uid")
    def _compute_can_explain(self):
        for obligation in self:
            waits = obligation.late_state in ("asked", "given")
            obligation.can_give_reason = waits and obligation._is_explained_by(self.env.user)
            obligation.can_decide_reason = waits and obligation._is_below(self.env.user)

    def _ask_late_reasons(self):
        """Ask why of what was met late, where its clause wants to know."""
        asking = self.env["ops.clause.limit"]._get_asking()
        self.filtered(
            lambda met: (
                met.date_due
                and met.date_met > met.date_due
                and not met.late_state
                and not met.never_violated
                and (met.clause_id.id, met.step or "") in asking
            )
        ).late_state = "asked"

    def _is_explained_by(self, user):
        """Tell whether this user says why it was late: who owed it, or who did it."""
        self.ensure_one()
        return self.is_mine or self.sudo().met_by_id == user  # sudo: who did it, of what the user may read

    def action_ask_late_reason(self):
        """Open the small form that asks why it was done late."""
        return self._ask_reason("late")

    def action_give_late_reason(self, reason):
        """Say why something was done late; the manager decides about it.

        Clause: R7

        :param str reason: why, at least ten characters
        :raises UserError: without a reason, or where none is asked
        :raises AccessError: for who neither owed nor did it
        """
        self.check_access("read")
        reason = self._take_reason("late", reason)
        self._refuse_decided()
        for obligation in self:
            if not obligation._is_explained_by(self.env.user):
                raise AccessError(
                    self.env._(
                        "%(obligation)s: %(who)s says why it was late (R7).",
                        obligation=obligation.display_name,
                        who=obligation.responsible,
                    )
                )
        # sudo: the ledger is closed to direct writes; who may say so was checked above
        self.sudo().write({"late_state": "given", "late_reason": reason, "late_reason_by_id": self.env.uid})
        return True

    def _refuse_decided(self):
        decided = self.filtered(lambda obligation: obligation.late_state not in ("asked", "given"))
        if decided:
            raise UserError(
                self.env._(
                    "%(obligations)s: no reason of a late entry waits here (R7).",
                    obligations=", ".join(decided.mapped("display_name")),
                )
            )
