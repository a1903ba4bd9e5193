from odoo import api, models

from ..invoice_request.ops_invoice_request import ISSUED
from ..receipt.ops_receipt import CONFIRMED, IN_BOOKS


class OpsDeal(models.AbstractModel):
    """What of the deal is invoiced, and what of it is money."""

    _inherit = "ops.deal"

    @api.model
    def _get_steps(self, orders):
        return [*super()._get_steps(orders), self._get_invoice_step(orders), self._get_receipt_step(orders)]

    @api.model
    def _get_invoice_step(self, orders):
        """The requests; invoices made without one stand beside them. Clause: W6.C"""
        requests = orders.ops_invoice_request_ids
        rows = self._document_rows(
            requests,
            lambda request: request.ops_date_approved or request.date_planned,
            ISSUED,
        )
        # sudo: which invoices were made by a request; what the user may not read is left out
        others = orders.invoice_ids.filtered(lambda move: not move.sudo().ops_invoice_request_id)
        rows += [
            self._row(
                move, self._label(move), move.invoice_date, "success" if move.state == "posted" else "muted"
            )
            for move in others._filtered_access("read")
        ]
        running = orders.filtered(lambda order: order.state == "sale")
        done = running and all(order.invoice_status == "invoiced" for order in running)
        status = "done" if done else "now" if rows else "open"
        return self._step(
            "invoice", self.env._("Invoice"), rows, status, self.env._("Nothing is invoiced yet")
        )

    @api.model
    def _get_receipt_step(self, orders):
        """Clause: W5.C"""
        # sudo: which invoices are still to be paid; only whether one is gets out
        invoices_sudo = orders.sudo().invoice_ids.filtered(lambda move: move.state == "posted")
        receipts = self.env["ops.receipt"].search([("order_ids", "in", orders.ids)], order="id")
        rows = self._document_rows(
            receipts,
            lambda receipt: receipt.date_told or receipt.date_received,
            CONFIRMED,
            ("refused", "loosened", "reversed"),
        )
        paid = invoices_sudo and all(
            move.payment_state in ("paid", "in_payment", "reversed") for move in invoices_sudo
        )
        all_invoiced = all(order.invoice_status == "invoiced" for order in orders)
        status = "done" if paid and all_invoiced else "now" if receipts or invoices_sudo else "open"
        return self._step("receipt", self.env._("Receipt"), rows, status, self.env._("No money has come yet"))

    @api.model
    def _get_amounts(self, orders, currency):
        """Money only: what was written off is not collected, an advance on these orders is."""
        amounts = super()._get_amounts(orders, currency)
        # sudo: who may read the order may know what came in for it; only the sum gets out
        receipts_sudo = (
            self.env["ops.receipt"]
            .sudo()
            .search([("order_ids", "in", orders.ids), ("state", "in", IN_BOOKS)])
        )
        ours = set(orders.ids)
        for receipt in receipts_sudo:
            change = 0.0
            if ours.issuperset(receipt.order_ids.ids):
                change += receipt._get_advance_open()
            change -= sum(
                row._convert_to_receipt(row.write_off)
                for row in receipt.allocation_ids
                if ours.issuperset(row.move_id.invoice_line_ids.sale_line_ids.order_id.ids)
            )
            amounts["collected"] += receipt.currency_id._convert(
                change, currency, receipt.company_id, receipt.date_received
            )
        return amounts
