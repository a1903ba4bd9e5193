from odoo import fields, models
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .told import TELL

_lt = LazyTranslate(__name__)


class OpsReceipt(models.Model):
    """The end of a confirmed receipt: the bank bounced it, or it was posted wrongly (W5.C)."""

    _inherit = "ops.receipt"

    _reasons = {
        "reverse": Reason(
            action="action_reverse",
            question=_lt("Why is the receipt reversed?"),
            button=_lt("Reverse"),
            follows=_lt(
                "The payment is taken out of the books and the invoices are open again. The requester is "
                "told why."
            ),
            lacking=_lt("a reversal needs its reason (W5.C)."),
            prompt=_lt("e.g. the cheque bounced"),
            is_danger=True,
            target="reversed",
            field="reverse_reason",
        )
    }

    def action_ask_reverse(self):
        """Ask for the reason of the reversal."""
        return self._ask_reason("reverse")

    def action_reverse(self, reason):
        """Take the payment out of the books; the invoices are open again. Finance's, with a reason.

        In a locked period the entry stays and is reversed by one of today.

        Clause: W5.C

        :param str reason: required; kept on the receipt and in the log
        :raises UserError: without a reason, by anybody but finance, or from a state that is not confirmed
        """
        self._ops_check_sources("reversed", self._ops_sources("reversed"))
        self._check_finance()
        return self._ops_move_because("reverse", reason)

    def _check_reverse(self):
        self._check_finance()

    def _prepare_reverse_vals(self):
        return {"date_reversed": fields.Datetime.now(), "reversed_by_id": self.env.uid}

    def _do_reverse(self):
        self._release_obligations(TELL, self.env._("The receipt was reversed."))
        for receipt in self:
            # sudo: `_check_reverse` made sure that it is finance
            receipt.sudo()._take_back_payment()
            receipt._ops_log("reversed", clause_code="W5.C", comment=receipt.reverse_reason)
            receipt._ops_note(self.env._("Reversed: %(reason)s", reason=receipt.reverse_reason))
            receipt._ops_tell_requester(
                self.env._(
                    "%(receipt)s was reversed by %(who)s: %(reason)s",
                    receipt=receipt.display_name,
                    who=self.env.user.name,
                    reason=receipt.reverse_reason,
                )
            )

    def _take_back_payment(self):
        """Cancel the payment; where its period is locked, reverse its entry today."""
        payment, move = self.payment_id, self.payment_id.move_id
        if self._get_core_reversal():  # nothing is left to take out
            payment.write({"state": "canceled"})
            return
        locked = move.company_id._get_violated_lock_dates(move.date, False, move.journal_id)
        if not locked and not move.inalterable_hash and not self._keeps_entry():
            payment.action_cancel()  # its entry stays, cancelled: no number gets lost
            return
        move._reverse_moves(
            [
                {
                    "date": fields.Date.context_today(self),
                    "ref": self.env._(
                        "Reversal of %(receipt)s: %(reason)s", receipt=self.name, reason=self.reverse_reason
                    ),
                }
            ],
            cancel=True,
        )
        payment.write({"state": "canceled"})

    def _keeps_entry(self):
        """Tell whether the entry stays where it is and is reversed by one of today."""
        return False
