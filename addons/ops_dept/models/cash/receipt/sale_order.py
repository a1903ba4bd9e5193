from odoo import api, fields, models

from ....tools.actions import open_records
from .ops_receipt import IN_BOOKS


class SaleOrder(models.Model):
    """Money received for an order: advances, and what its invoices brought in (W5.B)."""

    _inherit = "sale.order"

    ops_receipt_ids = fields.Many2many(
        "ops.receipt",
        "ops_receipt_sale_order_rel",
        "order_id",
        "receipt_id",
        string="Receipt requests",
        copy=False,
        readonly=True,
    )
    ops_receipt_count = fields.Integer("Number of receipts", compute="_compute_ops_receipt_count")

    @api.depends("ops_receipt_ids")
    @api.depends_context("uid")
    def _compute_ops_receipt_count(self):
        counts = {}
        receipts = self.env["ops.receipt"]
        if self.ids and receipts.has_access("read"):
            groups = receipts._read_group([("order_ids", "in", self.ids)], ["order_ids"], ["__count"])
            counts = {order.id: count for order, count in groups}
        for order in self:
            order.ops_receipt_count = counts.get(order.id, 0)

    def _ops_amount_to_advance(self):
        """Return what is neither invoiced nor received in advance yet, in the order's currency."""
        self.ensure_one()
        # sudo: other people's requests count, only a sum gets out
        receipts = self.sudo().ops_receipt_ids.filtered(
            lambda receipt: (
                receipt.state in ("submitted", *IN_BOOKS) and receipt.currency_id == self.currency_id
            )
        )
        advance = sum(
            receipt._get_advance_open() if receipt.payment_id else receipt.amount_advance
            for receipt in receipts
        )
        return max(self.amount_total - self.amount_invoiced - advance, 0.0)

    def _ops_amount_due(self):
        """Return what is proposed when money comes for this order: what its payment term asks for in advance
        and is not here yet; all that is open where it asks for nothing in advance, or that is here.
        """
        self.ensure_one()
        left = self._ops_amount_to_advance()
        term = self.payment_term_id.sudo()  # sudo: percentages, for whoever may read the order
        if not term._ops_with_advance():
            return left
        here = self.amount_total - left
        due = term._ops_due_at_once(self.amount_total, self.currency_id) - here
        return min(due, left) if self.currency_id.compare_amounts(due, 0) > 0 else left

    def action_ops_register_receipt(self):
        """Enter money that came for this order: its open invoices are paid, else it is an advance.

        Clause: W5.B
        """
        self.ensure_one()
        partner = self.partner_invoice_id or self.partner_id
        return self.env["ops.receipt"]._open_receipt_form(partner, orders=self)

    def action_ops_open_receipts(self):
        """Open the receipts of this order."""
        receipts = self.env["ops.receipt"].search([("order_ids", "in", self.ids)])
        return open_records(receipts, self.env._("Receipts"))
