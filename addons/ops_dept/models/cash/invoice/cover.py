import json
from contextlib import contextmanager

from odoo import models

DIGITS = 6


class AccountMove(models.Model):
    """What covers a customer invoice: an approved request, an exemption, finance's exception (W6.C)."""

    _inherit = "account.move"

    def _ops_get_posting_problem(self):
        """Return why this invoice may not be posted, and who acts next; False when it may."""
        self.ensure_one()
        with self._ops_with_all_order_lines() as move:
            return move._ops_find_posting_problem()

    def _ops_find_posting_problem(self):
        if self._ops_is_exempt():
            return False
        name = self.display_name
        if not self.ops_approved_content:
            return self.env._(
                "%(invoice)s cannot be posted: a customer invoice comes from an approved invoice request. "
                "Finance deletes this draft, which holds the quantity, and sales support enters the request "
                "on the order; or finance posts this one as an exception, with the reason (W6.C).",
                invoice=name,
            )
        request = self.ops_invoice_request_id
        if not self.ops_exception_reason and request.state not in ("approved", "invoiced", "handed_over"):
            return self.env._(
                "%(invoice)s cannot be posted: %(request)s does not stand any more. Finance cancels this "
                "invoice, which holds the quantity, and sales support enters a new request (W6.C).",
                invoice=name,
                request=request.display_name or "-",
            )
        if self._ops_content() != self.ops_approved_content:
            return self.env._(
                "%(invoice)s is no longer what was approved. Finance cancels it, sales support cancels "
                "%(request)s and enters a new one; or finance posts it as an exception, with the reason "
                "(W6.C).",
                invoice=name,
                request=request.display_name or "-",
            )
        over = not self.ops_exception_reason and self._ops_over_invoiced_lines()
        if over:
            others = over.invoice_lines.move_id.filtered(lambda other: other.state != "cancel") - self
            return self.env._(
                "%(invoice)s would invoice more than was ordered or delivered. Finance cancels %(others)s, "
                "or posts this one as an exception, with the reason (W6.C).",
                invoice=name,
                others=", ".join(others.mapped("display_name")) or name,
            )
        return False

    def _ops_get_draft_holder_text(self):
        """Say that this draft holds a quantity, and who does what with it."""
        self.ensure_one()
        request = self.ops_invoice_request_id
        names = {
            # a draft has no number yet: the one under which the database knows it
            "draft": f"{self.display_name} #{self.id}",
            "amount": self.currency_id.format(self.amount_total),
            "customer": self.partner_id.display_name,
            "request": request.display_name or "-",
        }
        if request:
            return self.env._(
                "%(draft)s (%(customer)s, %(amount)s) of %(request)s holds it: finance posts it again, or "
                "cancels it, whereupon sales support cancels %(request)s.",
                **names,
            )
        return self.env._(
            "%(draft)s (%(customer)s, %(amount)s) holds it: finance deletes this draft, or posts it as an "
            "exception.",
            **names,
        )

    @contextmanager
    def _ops_with_all_order_lines(self):
        """Yield this invoice in superuser mode with all its order lines, whoever looked at it before.

        A list in memory holds the records that its first reader may read, for everybody after him. Whether an
        invoice is covered depends on orders that who posts it need not read; and he meets no list of ours.
        """
        if self.env.su:
            yield self
            return
        self.invoice_line_ids.invalidate_recordset(["sale_line_ids"])
        yield self.sudo()  # sudo: compared, not shown; whether it may be posted is what is being checked
        self.invoice_line_ids.invalidate_recordset(["sale_line_ids"])

    def _ops_content(self):
        """Return what the customer is asked to pay for, as JSON: buyer, terms, lines, amounts."""
        self.ensure_one()
        lines = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        terms = self.line_ids.filtered(lambda line: line.display_type == "payment_term")
        content = {
            "move_type": self.move_type,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "payment_term_id": self.invoice_payment_term_id.id,
            "fiscal_position_id": self.fiscal_position_id.id,
            "amounts": [
                round(self[name], DIGITS) for name in ("amount_untaxed", "amount_tax", "amount_total")
            ],
            "due": round(sum(terms.mapped("amount_currency")), DIGITS),
            "lines": sorted(
                [
                    line.product_id.id,
                    line.name or "",
                    line.product_uom_id.id,
                    *(round(line[name], DIGITS) for name in ("quantity", "price_unit", "discount")),
                    sorted(line.tax_ids.ids),
                    sorted(line.sale_line_ids.ids),
                ]
                for line in lines
            ),
        }
        return json.loads(json.dumps(content))

    def _ops_is_exempt(self):
        """Tell whether this invoice ran already when the rulebook was switched on, or all its orders did."""
        self.ensure_one()
        if self.ops_exempt:
            grown = self.currency_id.compare_amounts(self.amount_untaxed, self.ops_exempt_amount) > 0
            return not grown and self.commercial_partner_id == self.ops_exempt_partner_id
        lines = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return (
            bool(lines)
            and all(line._ops_keeps_to_exempt_order() for line in lines)
            and not self._ops_over_invoiced_lines()
        )

    def _ops_over_invoiced_lines(self):
        """Return the order lines of which more would be invoiced than was ordered or delivered."""
        return self.invoice_line_ids.sale_line_ids.filtered(
            lambda line: not line.display_type and not line.is_downpayment and line._ops_is_over_invoiced()
        )
