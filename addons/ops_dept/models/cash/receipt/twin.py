from odoo import models
from odoo.fields import Domain

from .ops_receipt import IN_BOOKS

# One sheet of paper each, with a number of its own.
PAPERS = ("cheque", "acceptance", "draft")
# From so many characters on a payer's reference is a number that his bank gave, not a word like "payment".
NUMBER_LENGTH = 6


class OpsReceipt(models.Model):
    """A paper is entered once: it is recognised by its number, however people write it (W5.B)."""

    _inherit = "ops.receipt"

    def _get_twin_problems(self, decided=False):
        """Return the sentence that names another receipt of the same paper or transfer (empty: none).

        :param bool decided: look at those only that are in the books or were asked for before this one
        """
        self.ensure_one()
        twin = self._get_twin(decided)
        if not twin:
            return []
        return [
            self.env._(
                "%(twin)s is the same money: payer's reference %(reference)s, %(amount)s received on "
                "%(date)s. Correct the reference here, or cancel or refuse one of them (W5.B).",
                twin=twin.name,
                reference=twin.payer_reference,
                amount=twin.currency_id.format(twin.amount),
                date=twin.date_received,
            )
        ]

    def _get_twin(self, decided=False):
        """Return a request of the same money. A cheque, bill or draft is known by its number with the
        customer or the amount, whatever the day; a transfer by its number and amount, and where the number is
        only a word, by the day as well.
        """
        key = self.reference_key
        if not key:
            return self.browse()
        domain = (
            Domain("id", "!=", self._origin.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("reference_key", "=", key)
            & Domain("state", "not in", ("cancel", "refused", "reversed"))
        )
        if decided:
            before = Domain("state", "=", "submitted") & Domain("id", "<", self._origin.id)
            domain &= Domain("state", "in", IN_BOOKS) | before
        same = Domain("amount", "=", self.amount) & Domain("currency_id", "=", self.currency_id.id)
        customer = Domain("partner_id", "=", self.partner_id.id)
        if self.method in PAPERS:
            domain &= same | customer
        else:
            domain &= same & customer
            if sum(sign.isdigit() for sign in key) < NUMBER_LENGTH:
                domain &= Domain("date_received", "=", self.date_received)
        # sudo: a colleague may have entered it; its number, day and amount are told
        return self.sudo().search(domain, order="id", limit=1)
