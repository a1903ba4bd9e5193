from odoo import api, models

# How often a unit price is corrected until the taxes computed with it hit the amount asked for.
from .amount import NOTHING


class OpsInvoiceRequest(models.Model):
    """How much of the money of order lines may still be invoiced, and what of it cannot be hit (W6.A)."""

    _inherit = "ops.invoice.request"

    @api.model
    def _get_open_parts(self, order_lines, basis, without=None):
        """Return `{order line: (open quantity, (untaxed, with tax))}`: what may be invoiced on this basis,
        less what is invoiced and what other requests ask for.
        """
        # sudo: amounts of other requests and of invoices count, whoever may read them
        order_lines = order_lines._origin.sudo()
        quantities = self.sudo()._get_open_quantities(order_lines, basis, without=without)
        held = self.env["ops.invoice.request.line"]._get_held_amounts(order_lines, without)
        found = {}
        for line in order_lines:
            whole = line._ops_part_amounts(line._ops_invoice_limit(basis))
            taken = held.get(line, NOTHING)
            invoiced = line._ops_invoiced_amounts()
            found[line] = (
                quantities.get(line, 0.0),
                tuple(
                    amount - used - asked for amount, used, asked in zip(whole, invoiced, taken, strict=True)
                ),
            )
        return found

    def _amount_blockers(self):
        """Say before the decision which amounts are more than is open, or cannot be hit to the cent."""
        request = self.sudo()  # sudo: reviewers are told of orders that they need not be allowed to read
        asked = request.line_ids.filtered(lambda line: line.amount_asked and line.amount_kind != "rest")
        if not asked:
            return []
        parts = self._get_open_parts(asked.order_line_id, self.basis, self)
        whole = self._get_open_parts(asked.order_line_id, "ordered", self)
        return [
            problem
            for line in asked
            if (problem := line._get_amount_problem(parts[line.order_line_id], whole[line.order_line_id]))
        ]
