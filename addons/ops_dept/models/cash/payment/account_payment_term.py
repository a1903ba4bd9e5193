from odoo import api, models


def is_immediate(line):
    """Tell whether this part of a payment term is due at once."""
    return not line.nb_days and line.delay_type == "days_after"


class AccountPaymentTerm(models.Model):
    """What a payment term asks for at once (W5.B)."""

    _inherit = "account.payment.term"

    def _ops_immediate_lines(self):
        return self.line_ids.filtered(is_immediate)

    def _ops_due_at_once(self, amount, currency):
        """Return which part of an order's amount is due before anything is delivered.

        :param float amount: the order's amount with tax
        """
        self.ensure_one()
        return currency.round(
            sum(
                amount * line.value_amount / 100 if line.value == "percent" else line.value_amount
                for line in self._ops_immediate_lines()
            )
        )

    def _ops_with_advance(self):
        """Return the terms that ask for a part in advance and for the rest later."""
        return self.filtered(
            lambda term: term._ops_immediate_lines() and term._ops_immediate_lines() != term.line_ids
        )

    @api.model
    def _ops_find_with_advance(self):
        """Return the ids of all terms in use that ask for a part in advance, read in one statement."""
        lines_sudo = self.env["account.payment.term.line"].sudo()  # sudo: percentages only
        lines_sudo = lines_sudo.search_fetch(
            [("payment_id.active", "=", True)], ["payment_id", "nb_days", "delay_type"]
        )
        terms = lines_sudo.grouped("payment_id").items()
        return tuple(term.id for term, lines in terms if len(set(lines.mapped(is_immediate))) > 1)
