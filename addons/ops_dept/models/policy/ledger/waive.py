from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..guarded.ops_reasoned import Reason
from .ops_obligation import LIVE

_lt = LazyTranslate(__name__)


class OpsObligation(models.Model):
    """Waiving: a role above the owner's says, with a reason, that something is no longer owed."""

    _inherit = "ops.obligation"

    _reasons = {
        "waive": Reason(
            action="action_waive",
            question=_lt("Why is it no longer owed?"),
            button=_lt("Waive"),
            follows=_lt("Nobody is reminded of it any more; the reason stays with it."),
            lacking=_lt("give the reason for waiving, it is kept with the obligation."),
            shown=("responsible", "date_due"),
            length=10,
        )
    }

    @api.depends("state", "owner_id", "group_id", "team_id")
    @api.depends_context("uid")
    def _compute_can_waive(self):
        for obligation in self:
            obligation.can_waive = obligation.state in LIVE and obligation._is_below(self.env.user)

    def action_waive(self, reason):
        """Say that these are no longer owed.

        A manager waives for the people of his team, a leader for everybody below him; nobody for himself.

        :param str reason: why, kept on the obligation
        :raises UserError: without a reason, or when something is not owed any more
        :raises AccessError: when the user's role does not stand above the owner's
        """
        self.check_access("read")
        reason = self._take_reason("waive", reason)
        closed = self.filtered(lambda obligation: obligation.state not in LIVE)
        if closed:
            names = ", ".join(closed.mapped("display_name"))
            raise UserError(self.env._("%(obligations)s: nothing is owed any more.", obligations=names))
        above = self.filtered(lambda obligation: not obligation._is_below(self.env.user))
        if above:
            raise AccessError(
                self.env._(
                    "%(obligations)s: only a role above %(who)s can waive it, the manager or a leader.",
                    obligations=", ".join(above.mapped("display_name")),
                    who=", ".join(above.mapped("responsible")),
                )
            )
        # sudo: the ledger is closed to direct writes; the role was checked above
        self.sudo()._release(reason)._excuse()
        return True

    def _is_below(self, user):
        """Tell whether the user stands above whoever owes this: a leader above all other roles, else the head
        of the person or team, who need hold no higher role than the people who are his.
        """
        self.ensure_one()
        # sudo: the roles of the owner decide, which the user may not read
        obligation_sudo = self.sudo()
        owner = obligation_sudo.owner_id
        owed_by = self._group_rank(owner._get_group_ids() if owner else obligation_sudo.group_id.ids)
        rank = self._group_rank(user._get_group_ids())
        if owner == user or owner.id in user._ops_stands_in_for("duties") or rank < owed_by:
            return False
        if rank == owed_by and (rank > 2 or not owner):
            return False  # a leader of his like, or what he owes together with the others of his role
        return rank > 2 or obligation_sudo.with_user(user).sudo().is_my_team

    def action_ask_waive(self):
        """Open the small form that asks for the reason."""
        return self._ask_reason("waive")
