from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from ..custody.ops_custody import IN_HAND
from ..receipt.ops_receipt import IN_BOOKS
from .ops_instrument import CODE, ENDED

_lt = LazyTranslate(__name__)


class OpsInstrument(models.Model):
    """A paper that is not paid, or that the customer takes back: he owes it again, to the cent (R12)."""

    _inherit = "ops.instrument"

    _reasons = {
        "bounce": Reason(
            action="action_bounce",
            question=_lt("Why is it not paid?"),
            button=_lt("Bounced"),
            follows=_lt(
                "What was booked of it is reversed, and its receipt: the customer's invoices are open again. "
                "Salesman and manager are told."
            ),
            lacking=_lt("say why it is not paid (R12)."),
            prompt=_lt("e.g. the account is not covered"),
            length=2,
            is_danger=True,
            target="bounced",
            field="bounce_reason",
        )
    }

    date_bounced = fields.Date("Bounced on", readonly=True, copy=False, stamp=True)
    bounce_reason = fields.Text("Why it bounced", readonly=True, copy=False, stamp=True)
    date_returned = fields.Datetime("Returned on", readonly=True, copy=False, stamp=True)
    returned_by_id = fields.Many2one(
        "res.users", "Returned by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    return_signed_by = fields.Char("Signed for by", readonly=True, copy=False, stamp=True)
    return_signature = fields.Binary("Signature", attachment=True, readonly=True, copy=False, stamp=True)

    # ------------------------------------------------------------------
    # Bounced
    # ------------------------------------------------------------------
    def action_open_bounce(self):
        """Ask why it is not paid."""
        return self._ask_reason("bounce")

    def action_bounce(self, reason):
        """Note that papers are not paid: their entries and receipts are reversed. Finance's, with a reason.

        :raises UserError: without a reason, or of a paper that went to no bank and no vendor

        Clause: R12
        """
        for company, papers in self.grouped("company_id").items():
            papers._ops_move_because("bounce", reason, date_bounced=company._ops_today())
        return True

    def _check_bounce(self):
        for paper in self.filtered("date_bounced"):  # what lacks the day lacks the reason
            paper._check_posting_day(paper.date_bounced)

    def _do_bounce(self):
        for paper in self:
            paper._take_back_entry(paper.bounce_reason)
            paper._reverse_receipt(
                self.env._(
                    "%(paper)s bounced: %(reason)s", paper=paper.display_name, reason=paper.bounce_reason
                )
            )
            paper._tell_bounced()
        self._originals("instrument")._bring_back()
        self._ops_log("passed", clause_code=CODE)

    def _reverse_receipt(self, reason):
        """Reverse the receipt where it is in the books, by its own way."""
        # sudo: the state of the receipt; its reversal is asked for in the user's name
        if self.sudo().receipt_id.state in IN_BOOKS:
            self.receipt_id.action_reverse(reason)

    def _tell_bounced(self):
        """Tell salesman and manager: the customer owes it again."""
        text = self.env._(
            "%(paper)s of %(customer)s, %(amount)s, bounced: %(reason)s. The invoices are open again.",
            paper=self.display_name,
            customer=self.partner_id.display_name,
            amount=self.currency_id.format(self.amount),
            reason=self.bounce_reason,
        )
        # sudo: who is told
        people_sudo = (self.sudo().salesperson_id | self.sudo().team_id.user_id).partner_id
        self.message_notify(
            partner_ids=people_sudo.ids, subject=self.env._("Bounced: %s", self.display_name), body=text
        )
        self._ops_note(text)

    # ------------------------------------------------------------------
    # Returned
    # ------------------------------------------------------------------
    def action_give_back(self, signature, signed_by):
        """Give papers back to the customer, who signs for them; a receipt in the books is reversed.

        :param signature: picture of the customer's signature, base64
        :param str signed_by: who signed
        :raises UserError: without signature and name, or while the receipt is with finance

        Clause: R12
        """
        self._ops_check_sources("returned", self._ops_sources("returned"))
        self._ops_check_roles("returned")
        self._stamp({"return_signature": signature, "return_signed_by": (signed_by or "").strip()})
        return self.write({"state": "returned"})

    def _check_give_back(self):
        for paper in self:
            if not paper.return_signature or not paper.return_signed_by:
                raise UserError(
                    self.env._(
                        "%(paper)s: the customer signs for it, with the name of who signs (R12).",
                        paper=paper.display_name,
                    )
                )
            original_sudo = paper._originals("instrument")[:1]
            if original_sudo.state not in IN_HAND or original_sudo.holder_id != self.env.user:
                raise UserError(original_sudo._say_whose())

    def _prepare_give_back_vals(self):
        return {"date_returned": fields.Datetime.now(), "returned_by_id": self.env.uid}

    def _do_give_back(self):
        for paper in self:
            paper._reverse_receipt(self.env._("%s went back to the customer.", paper.display_name))
            # sudo: the state of the receipt; it is cancelled in the user's name
            if paper.sudo().receipt_id.state not in (False, *ENDED):
                paper.receipt_id.write({"state": "cancel"})
        self._originals("instrument")._bring_to(self.env._("Returned to the customer"))
        self._release_obligations(CODE, self.env._("It went back to the customer."))
        self._ops_log("passed", clause_code=CODE)
