from odoo import api, models
from odoo.exceptions import UserError

from ....tools.identifier import identifier_key
from .ops_instrument import BILLS, ENDED, WITH_US

# By which method the receipt of each kind says that the money came.
METHODS = {
    "cheque": "cheque",
    "draft": "draft",
    "bank_bill": "acceptance",
    "commercial_bill": "acceptance",
}


class OpsInstrument(models.Model):
    """Its money is one receipt's: same customer, amount, number; finance books it as what it is (R12)."""

    _inherit = "ops.instrument"

    def _is_bill(self):
        return self.kind in BILLS

    @api.constrains("amount", "currency_id", "partner_id", "kind", "number")
    def _check_receipt(self):
        """Refuse a paper that says otherwise than its receipt."""
        for paper in self:
            # sudo: what the receipt says is told to who enters its paper
            problems = paper._get_receipt_problems(paper.sudo().receipt_id)
            if problems:
                raise UserError("\n".join(problems))

    def _get_receipt_problems(self, receipt_sudo):
        """Return what differs between this paper and a receipt, in sentences (none: nothing)."""
        self.ensure_one()
        if not receipt_sudo or receipt_sudo.state in ENDED:
            return []
        _, names = self.env._, {"paper": self.display_name, "receipt": receipt_sudo.display_name}
        problems = []
        if receipt_sudo.partner_id.commercial_partner_id != self.partner_id:
            problems.append(_("%(paper)s: %(receipt)s is of another customer (R12).", **names))
        if (
            receipt_sudo.currency_id != self.currency_id
            or self.currency_id.compare_amounts(receipt_sudo.amount, self.amount) != 0
        ):
            problems.append(
                _(
                    "%(paper)s says %(amount)s, %(receipt)s says %(received)s. Correct the one that is wrong "
                    "(R12).",
                    amount=self.currency_id.format(self.amount),
                    received=receipt_sudo.currency_id.format(receipt_sudo.amount),
                    **names,
                )
            )
        if receipt_sudo.method != METHODS[self.kind]:
            problems.append(_("%(paper)s: %(receipt)s says that it was paid in another way (R12).", **names))
        if identifier_key(receipt_sudo.payer_reference) != self.number_key:
            problems.append(
                _("%(paper)s: the payer's reference of %(receipt)s is not its number (R12).", **names)
            )
        return problems

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_open_receipt(self):
        """Open the receipt of this paper, or a new one, prefilled and not saved yet. Clauses: W5.B, R12"""
        self.ensure_one()
        self.check_access("read")
        # sudo: whether it still stands; who opens it needs his own rights
        receipt_sudo = self.sudo().receipt_id
        receipts = self.env["ops.receipt"]
        if self.state not in WITH_US or receipt_sudo.state not in (False, *ENDED):
            return receipts._open_next_document(receipts.browse(receipt_sudo.ids), dict)
        return receipts._open_next_document(receipts, self._prepare_receipt_vals)

    def _prepare_receipt_vals(self):
        receipts = self.env["ops.receipt"]
        vals = {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "amount": self.amount,
            "date_received": self.date_received,
            "method": METHODS[self.kind],
            "payer_reference": self.number,
            "instrument_id": self.id,
        }
        moves = receipts._get_open_moves(self.partner_id, self.company_id)
        return {**vals, "allocation_ids": receipts.new(vals)._get_distribution(moves)}
