from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from ..receipt.ops_receipt_allocation import INVOICE_TYPES

# Payment states that say that money came in.
FORGED_STATES = ("in_payment", "paid", "partial", "reversed", "invoicing_legacy")


class AccountMove(models.Model):
    """Receipts of an invoice: registered from it, and the entries of payments behind the same gate (W5.C)."""

    _inherit = "account.move"

    ops_allocation_ids = fields.One2many("ops.receipt.allocation", "move_id", "Receipt allocations")
    ops_receipt_ids = fields.Many2many(
        "ops.receipt", string="Receipt requests", compute="_compute_ops_receipt_ids", compute_sudo=False
    )
    ops_receipt_count = fields.Integer(
        "Number of receipts", compute="_compute_ops_receipt_ids", compute_sudo=False
    )
    ops_receipt_gate = fields.Boolean(compute="_compute_ops_receipt_gate")

    @api.depends("ops_allocation_ids.receipt_id")
    @api.depends_context("uid")
    def _compute_ops_receipt_ids(self):
        """Find the receipts that the user may see, of all invoices in one query."""
        found = {}
        if self.ids and self.env["ops.receipt"].has_access("read"):
            receipts = self.env["ops.receipt"].search([("allocation_ids.move_id", "in", self.ids)])
            for receipt in receipts:
                for move in receipt.allocation_ids.move_id:
                    found[move.id] = found.get(move.id, self.env["ops.receipt"]) | receipt
        for move in self:
            move.ops_receipt_ids = found.get(move.id, self.env["ops.receipt"])
            move.ops_receipt_count = len(move.ops_receipt_ids)

    @api.depends("move_type", "company_id")
    def _compute_ops_receipt_gate(self):
        """Tell for which invoices core's own button to register a payment leads nowhere."""
        closed = self._ops_filter_paid_by_receipt()
        for move in self:
            move.ops_receipt_gate = move in closed

    def _ops_filter_paid_by_receipt(self):
        """Return the customer invoices that are paid through receipts only."""
        companies = self.env["ops.receipt"]._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(
            lambda move: (
                move.company_id.id in companies
                and move.move_type in INVOICE_TYPES
                and not move._ops_is_of_exempt_orders()
            )
        )

    def _ops_is_of_exempt_orders(self):
        """Tell whether these invoices come whole from orders that ran before the rulebook (PROCESS §3)."""
        # sudo: which orders are exempt is no matter of the user's rights
        lines = self.sudo().invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return (
            bool(self)
            and set(lines.move_id.ids) == set(self.ids)
            and all(
                line.sale_line_ids and all(order.ops_exempt for order in line.sale_line_ids.order_id)
                for line in lines
            )
        )

    def _ops_receivable_lines(self):
        """Return the items that the customer owes."""
        return self.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------
    def _ops_refuse_forged_created(self, vals_list):
        if self.env["ops.receipt"]._ops_gated_companies():
            for vals in vals_list:
                self._ops_refuse_forged_payment(vals)

    @contextmanager
    def _ops_following_money(self, vals):
        """Check what would post or undo the entry of a payment, or show an invoice as paid without money."""
        watched = ("state", "payment_state", "amount_residual", "matched_payment_ids")
        if vals.keys().isdisjoint(watched) or not self.env["ops.receipt"]._ops_gated_companies():
            yield
            return
        self._ops_refuse_forged_payment(vals)
        if vals.get("state") == "posted":
            self.origin_payment_id._ops_require_receipt(posted=False)
        elif vals.get("state"):
            self.origin_payment_id._ops_refuse_undone()
        yield
        if "matched_payment_ids" in vals:
            self.matched_payment_ids._ops_require_receipt()

    def _ops_refuse_forged_payment(self, vals):
        """Refuse to show an invoice as paid without any money: that follows from reconciled items."""
        forged = vals.get("payment_state") in FORGED_STATES or "amount_residual" in vals
        if forged and self._ops_filter_paid_by_receipt():
            raise UserError(
                self.env._(
                    "%(invoice)s: what is paid follows from confirmed receipts. Sales support registers one, "
                    "finance confirms it (W5.C).",
                    invoice=self._ops_filter_paid_by_receipt()[0].display_name,
                )
            )

    def action_force_register_payment(self):
        """Lead to the receipt instead of a wizard whose payment would be refused."""
        closed = self._ops_filter_paid_by_receipt()
        if closed:
            raise UserError(
                self.env._(
                    "%(invoice)s is paid through a receipt request: use “Register Receipt”; finance confirms "
                    "it (W5.C).",
                    invoice=closed[0].display_name,
                )
            )
        return super().action_force_register_payment()

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_ops_register_receipt(self):
        """Enter the money that came for these invoices: a receipt request, prefilled.

        Clause: W5.B

        :raises UserError: other than posted customer invoices of one customer and company
        """
        wrong = self.filtered(lambda move: move.move_type not in INVOICE_TYPES or move.state != "posted")
        if wrong or not self:
            raise UserError(
                self.env._(
                    "%(invoice)s: a receipt is registered for posted customer invoices (W5.B).",
                    invoice=wrong[:1].display_name or "-",
                )
            )
        if len(self.commercial_partner_id) > 1 or len(self.company_id) > 1:
            raise UserError(self.env._("One receipt is one customer's money in one company (W5.B)."))
        moves = self.sorted(lambda move: (move.invoice_date_due or move.date, move.id))
        return self.env["ops.receipt"]._open_receipt_form(self.commercial_partner_id, moves=moves)

    def action_ops_open_receipts(self):
        """Open the receipts of this invoice."""
        return open_records(self.ops_receipt_ids, self.env._("Receipts"))
