from odoo import models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsPenalty(models.Model):
    """Who decides a case: the head, unless he proposed it, then a leader; never the person himself (R16)."""

    _inherit = "ops.penalty"

    _reasons = {
        "dismiss": Reason(
            action="action_dismiss",
            question=_lt("Why does nothing follow?"),
            button=_lt("Dismiss"),
            follows=_lt("The case ends; the person reads the reason."),
            lacking=_lt("say why it is dismissed (R16)."),
            shown=("kind", "clause_codes", "amount", "answer"),
            length=5,
            target="cancel",
            field="dismiss_reason",
        )
    }

    # ------------------------------------------------------------------
    # The request
    # ------------------------------------------------------------------
    def _get_requester(self):
        """Return who asks for the decision: whoever proposed it, whoever's click or job it was.

        Who proposed a case asks for the head's share in it, too: he does not decide what came of it.
        """
        asked = self.proposer_id or self.parent_id.sudo().proposer_id  # sudo: a name
        return (asked - self.user_id) or self.env.ref("base.user_root")

    def _prepare_submit_vals(self):
        """Freeze whether the head is asked: he gave his opinion when he proposed it."""
        self.ensure_one()
        return {
            **super()._prepare_submit_vals(),
            "ops_requester_id": self._get_requester().id,
            "head_decides": bool(self.head_id)
            and self.head_id not in (self.proposer_id | self.user_id | self._get_requester()),
        }

    def _prepare_tier_review_vals(self, definition, sequence):
        vals = super()._prepare_tier_review_vals(definition, sequence)
        return {**vals, "requested_by": self._get_requester().id}

    def _ops_may_withdraw(self):
        """The person whose case it is takes no request back: who proposed it does, or a leader."""
        self.ensure_one()
        return not self._is_person() and (
            self.env.user == self.proposer_id or self.env.user._ops_has_role("leader")
        )

    def _ops_withdrawn_by(self):
        """What the software proposed by a rule, company leaders take back."""
        return self._ops_requester_name() or self.env._("A company leader")

    def _offers_move(self, target):
        """Dismissing asks for a reason, in its own small form; what is proposed stays proposed."""
        return target == "draft" and self.state == "refused" and super()._offers_move(target)

    def _ops_inbox_summary(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            penalty.id: {
                "ops_summary": " · ".join(
                    filter(None, (penalty._person_name(), kinds[penalty.kind], penalty.clause_codes))
                ),
                "ops_amount": penalty.amount,
                "ops_amount_kind": False,
                "ops_currency_id": penalty.currency_id.id,
            }
            for penalty in self
        }

    def _do_approve(self):
        """It is decided: the person is notified next."""
        result = super()._do_approve()
        self._hear_shares()
        self._tell_person(self.env._("Your case was decided: read the notice."))
        return result

    # ------------------------------------------------------------------
    # Dismissed
    # ------------------------------------------------------------------
    def action_open_dismiss(self):
        """Ask why nothing follows."""
        return self._ask_reason("dismiss")

    def action_dismiss(self, reason):
        """End the case: nothing follows.

        :raises AccessError: for everybody but company leaders, and for the person himself
        """
        self.check_access("read")
        self._refuse_no_leader()
        return self._ops_move_because("dismiss", reason)

    def action_cancel(self):
        """A case is not cancelled but dismissed, with a reason."""
        return self.action_open_dismiss()

    def _check_cancel(self):
        self._refuse_no_leader()
        self._refuse_own_share()
        return super()._check_cancel()

    def _do_cancel(self):
        result = super()._do_cancel()
        self._end_shares()
        self._tell_person(self.env._("Your case was dismissed."))
        return result

    def _dismiss_pointless(self, reason):
        """Dismiss, as the software, what has come to nothing: there is nothing left for a leader to decide.

        :param str reason: read by the person
        """
        self._stamp({"state": "cancel", "dismiss_reason": reason, **self._prepare_cancel_vals()})
        self._do_cancel()

    def _refuse_no_leader(self):
        """Refuse whoever is no company leader, or is the person himself; also where the gate is off."""
        for penalty in self:
            if penalty._is_person() or not self.env.user._ops_has_role("leader"):
                raise UserError(
                    self.env._(
                        "%(case)s: that is for a company leader, never for the person himself (R16).",
                        case=penalty.display_name,
                    )
                )

    def _ops_get_status_text(self):
        """Say where the case stands and what comes next."""
        self.ensure_one()
        _ = self.env._
        if self.ops_gate_error or self.state in ("submitted", "refused"):
            return super()._ops_get_status_text()
        texts = {
            "draft": _("Proposed. The person may answer; then it is decided."),
            "approved": _("Decided. Next: the person confirms that he has read the notice."),
            "notified": _("Notified. The person may appeal; a company leader settles it."),
            "cancel": _("Dismissed: %(reason)s", reason=self.dismiss_reason or "-"),
        }
        if self.date_appealed and not self.date_appeal_decided:
            return _("Appealed: a company leader who has not decided it before decides now.")
        return texts.get(self.state, False)
