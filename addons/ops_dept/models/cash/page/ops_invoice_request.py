from odoo import api, fields, models

from ....tools.actions import open_records
from ...deal.contract.gate import SUBMITTERS
from ..invoice.account_move import UNPAID
from ..invoice_request.ops_invoice_request import ISSUED
from ..invoice_request.same_lines import documents_of_same_lines


class OpsInvoiceRequest(models.Model):
    """From the goods that left over the invoice to its money: releases and receipts, both ways (W5.B)."""

    _inherit = "ops.invoice.request"

    can_register_receipt = fields.Boolean(
        "Receipt can be registered", compute="_compute_can_register_receipt"
    )
    release_count = fields.Integer("Releases", compute="_compute_release_count")
    receipt_count = fields.Integer("Receipts", compute="_compute_receipt_count")

    @api.depends("state", "move_id")
    @api.depends_context("uid")
    def _compute_can_register_receipt(self):
        """Offer the receipt to who enters it, while more of the invoice is open than others register."""
        issued = self.browse()
        gated = self.env["ops.receipt"]._ops_gated_companies()
        user = self.env.user
        if gated and (user._ops_has_role(*SUBMITTERS) or user.has_group("account.group_account_invoice")):
            issued = self.filtered(lambda request: request.state in ISSUED)
        # only invoices that the user may read: the receipt is registered in his name
        moves = issued.move_id._filtered_access("read")
        # sudo: which orders run freely is asked invoice by invoice below, and read here for all of them
        moves.sudo().invoice_line_ids.sale_line_ids.order_id.fetch(["ops_exempt"])
        moves = moves._ops_filter_paid_by_receipt().filtered(
            lambda move: move.state == "posted" and move.payment_state in UNPAID
        )
        reserved = self.env["ops.receipt.allocation"]._reserved(moves, self.env["ops.receipt"])
        for request in self:
            move = request.move_id
            request.can_register_receipt = (
                move in moves
                and move.currency_id.compare_amounts(move.amount_residual, reserved.get(move.id, 0.0)) > 0
            )

    @api.depends_context("uid")
    def _compute_release_count(self):
        found = self._get_releases()
        for request in self:
            request.release_count = len(found[request])

    @api.depends_context("uid")
    def _compute_receipt_count(self):
        found = self._get_receipts()
        for request in self:
            request.receipt_count = len(found[request])

    def _get_releases(self):
        """Return `{request: releases}` with which goods of the same order lines leave."""
        return documents_of_same_lines(self, "ops.release.line", "release_id")

    def _get_receipts(self):
        """Return `{request: receipts}` that pay its invoice, as far as the user may see them."""
        rows = self.env["ops.receipt.allocation"]
        by_move = {}
        if rows.has_access("read"):
            by_move = dict(
                rows._read_group([("move_id", "in", self.move_id.ids)], ["move_id"], ["receipt_id:recordset"])
            )
        return {request: by_move.get(request.move_id, self.env["ops.receipt"]) for request in self}

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_register_receipt(self):
        """Enter the money that came for the invoice of this request.

        Clause: W5.B

        :raises UserError: before the invoice is issued
        """
        return self.move_id.action_ops_register_receipt()

    def action_open_releases(self):
        """Open the releases of the goods invoiced here."""
        self.ensure_one()
        return open_records(self._get_releases()[self], self.env._("Releases"))

    def action_open_receipts(self):
        """Open the receipts that pay the invoice of this request."""
        self.ensure_one()
        return open_records(self._get_receipts()[self], self.env._("Receipts"))
