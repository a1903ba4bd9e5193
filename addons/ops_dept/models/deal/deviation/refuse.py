from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsContractDeviation(models.Model):
    """The other side of the decision: refused with a reason, the salesperson takes it back or renegotiates.

    What is refused keeps the contract from being submitted and signed as what is open does, until the value
    changes (it opens again) or goes back to what was approved (it is withdrawn). Who refused it may still
    confirm it.
    """

    _inherit = "ops.contract.deviation"

    _reasons = {
        "refuse": Reason(
            action="action_refuse",
            question=_lt("What stands against it; up to where may be negotiated?"),
            button=_lt("Refuse"),
            follows=_lt(
                "The salesperson takes it back or negotiates another value; until then the contract is "
                "neither submitted nor signed."
            ),
            lacking=_lt("state the reason of the refusal; the salesperson negotiates by it (W3.C)."),
            shown=("approved_value", "present_value", "effect_text"),
            is_danger=True,
        )
    }

    refused_by_id = fields.Many2one("res.users", "Refused by", readonly=True)
    date_refused = fields.Datetime("Refused on", readonly=True)
    refusal_reason = fields.Text("Reason of the refusal", readonly=True)

    @api.model
    def _prepare_unrefused_vals(self):
        return {"refused_by_id": False, "date_refused": False, "refusal_reason": False}

    # ------------------------------------------------------------------
    # Refuse
    # ------------------------------------------------------------------
    def action_refuse(self, reason=None):
        """Refuse deviations, all or nothing: the salesperson takes them back or negotiates another value.

        Clause: W3.C

        :param str reason: required; told to the salesperson and kept in the log
        :raises UserError: without reason, or one line per deviation that is not the user's to decide
        """
        self._check_refuse()
        reason = self._take_reason("refuse", reason)
        # sudo: deviations are closed to direct writes; the user's right to decide each was checked above
        deviations = self.sudo()
        deviations._stamp(
            {
                "state": "refused",
                "refused_by_id": self.env.uid,
                "date_refused": fields.Datetime.now(),
                "refusal_reason": reason,
            }
        )
        self._log_decision("refused", reason)
        deviations._tell_refused(reason)
        return True

    def _check_refuse(self):
        """Only what is open is refused, by whom may confirm it."""
        self._check_decide()
        decided = self.filtered(lambda deviation: deviation.state != "open")
        if decided:
            raise UserError("\n".join(deviation._get_nothing_to_decide_message() for deviation in decided))

    def action_open_refuse(self):
        """Open the small form that asks for the reason."""
        self._check_refuse()
        return self._ask_reason("refuse")

    def _tell_refused(self, reason):
        """Leave a line at the contract and notify who sells: the next step is his."""
        for contract, deviations in self.grouped("contract_id").items():
            document = contract or deviations.order_id[:1]
            body = self.env._(
                "Deviations refused: %(points)s (W3.C). %(reason)s",
                points=deviations.order_id._ops_join_reasons(deviations.mapped("display_name")),
                reason=reason,
            )
            document._ops_note(body)
            people = (deviations.user_id | contract.user_id) - self.env.user
            if people:
                document.message_notify(
                    partner_ids=people.partner_id.ids,
                    author_id=self.env.user.partner_id.id,
                    subject=self.env._("%s: deviations refused", document.display_name),
                    body=body,
                )
