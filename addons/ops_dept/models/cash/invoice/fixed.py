import contextlib

from odoo import models
from odoo.exceptions import UserError

# What finance does not change of a posted invoice, beside what was approved; due date, payment reference,
# terms and remarks stay its own.
HEADER = ("invoice_date", "invoice_currency_rate", "ops_invoice_type")


class AccountMove(models.Model):
    """A posted invoice stays what was approved, on its head and on its items, whoever writes (W6.C)."""

    _inherit = "account.move"

    @contextlib.contextmanager
    def _ops_keep_approved(self):
        """Refuse what changes the approved content of invoices that stay posted; all else goes on.

        Compares before and after, so that what core itself writes of a posted invoice (payments, due dates,
        exchange differences) stays free.

        Clause: W6.C
        """
        posted = self._ops_filter_gated().filtered(
            lambda move: move.state == "posted" and move.sudo().ops_approved_content
        )
        before = {move: move._ops_fixed_content() for move in posted}
        yield
        for move, content in before.items():
            if move.state == "posted" and move._ops_fixed_content() != content:
                raise UserError(move._ops_get_fixed_message())

    def _ops_fixed_content(self):
        """Return what was approved of a posted invoice, with its headings and notes and who owes it."""
        self.ensure_one()
        with self._ops_with_all_order_lines() as move:
            return move._ops_read_fixed_content()

    def _ops_read_fixed_content(self):
        terms = self.line_ids.filtered(lambda line: line.display_type == "payment_term")
        return {
            **self._ops_content(),
            **{name: self[name] for name in HEADER},
            "texts": sorted(
                (line.display_type, line.name or "")
                for line in self.invoice_line_ids
                if line.display_type != "product"
            ),
            "owed": sorted((line.account_id.id, line.partner_id.id, line.balance) for line in terms),
        }

    def _ops_get_fixed_message(self):
        request = self.sudo().ops_invoice_request_id  # sudo: only its number
        return self.env._(
            "%(invoice)s is posted as it was approved (%(request)s): buyer, text, quantities, prices and "
            "taxes stay. Finance reverses it with a credit note, or cancels it, and sales support enters a "
            "new request (W6.C).",
            invoice=self.display_name,
            request=request.name or self.ops_exception_reason or "-",
        )
