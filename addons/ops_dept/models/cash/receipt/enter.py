from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..invoice.account_move import UNPAID
from .ops_receipt_allocation import INVOICE_TYPES


class OpsReceipt(models.Model):
    """Entering a receipt from an invoice, an order or a customer, and distributing its money (W5.B)."""

    _inherit = "ops.receipt"

    # ------------------------------------------------------------------
    # Entering
    # ------------------------------------------------------------------
    @api.model
    def _open_receipt_form(self, partner, moves=None, orders=None):
        """Open the request that the user is entering for this, or a new one, prefilled and not saved yet.

        :param moves: posted invoices of the customer; paid first
        :param orders: sale.order; their open invoices are paid, else it is an advance on them
        :return: the action that opens the form
        """
        moves = moves or self.env["account.move"]
        orders = orders or self.env["sale.order"]
        company = (moves | orders.invoice_ids).company_id[:1] or orders.company_id[:1] or self.env.company
        partner = partner.commercial_partner_id
        receipt = self.search(self._mine_domain(partner, company, moves, orders), limit=1)
        if not receipt and orders:
            moves = moves or self._get_open_moves(partner, company, orders)
        return self._open_next_document(
            receipt, lambda: self._prepare_register_vals(partner, company, moves, orders)
        )

    @api.model
    def _mine_domain(self, partner, company, moves, orders):
        """Return where the user's own draft for the same stands: a second click opens it again."""
        domain = (
            Domain("state", "=", "draft")
            & Domain("create_uid", "=", self.env.uid)
            & Domain("partner_id", "=", partner.id)
            & Domain("company_id", "=", company.id)
        )
        if moves:
            return domain & Domain("allocation_ids.move_id", "in", moves.ids)
        return domain & (Domain("order_ids", "in", orders.ids) if orders else Domain("order_ids", "=", False))

    @api.model
    def _prepare_register_vals(self, partner, company, moves, orders):
        currency = (moves or orders).currency_id[:1] or company.currency_id
        vals = {
            "partner_id": partner.id,
            "company_id": company.id,
            "currency_id": currency.id,
        }
        if orders:  # else they follow from the invoices
            # sudo: whoever sells reads no invoice items; of the orders behind them those he may read
            others = moves.sudo().line_ids.sale_line_ids.order_id.with_env(self.env)._filtered_access("read")
            vals["order_ids"] = [Command.set((orders | others).ids)]
        reserved = self.env["ops.receipt.allocation"]._reserved(moves, self)
        today = fields.Date.context_today(self)
        vals["amount"] = sum(
            move.currency_id._convert(
                max(move.amount_residual - reserved.get(move.id, 0.0), 0.0), currency, company, today
            )
            for move in moves
        ) or sum(order._ops_amount_due() for order in orders)
        vals["allocation_ids"] = self.new(vals)._get_distribution(moves)
        return vals

    @api.model
    def _get_open_moves(self, partner, company, orders=None):
        """Return the customer's open invoices that the user may see, oldest due first."""
        domain = (
            Domain("move_type", "in", INVOICE_TYPES)
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", UNPAID)
            & Domain("company_id", "=", company.id)
            & Domain("commercial_partner_id", "=", partner.id)
        )
        if orders:
            domain &= Domain("line_ids.sale_line_ids.order_id", "in", orders.ids)
        return self.env["account.move"].search(domain, order="invoice_date_due, id")

    def _get_journal_domain(self):
        """Return which journals are proposed."""
        return [("type", "in", ("bank", "cash"))]

    # ------------------------------------------------------------------
    # Distributing the money
    # ------------------------------------------------------------------
    def action_distribute(self):
        """Distribute the amount: the listed invoices first, then those of its orders, then the customer's
        others, oldest due first; the rest is an advance.

        Clause: W5.B
        """
        for receipt in self:
            partner, company = receipt.partner_id, receipt.company_id
            moves = receipt.allocation_ids.move_id
            if receipt.order_ids:
                moves |= receipt._get_open_moves(partner, company, receipt.order_ids)
            receipt._distribute_amount(moves | receipt._get_open_moves(partner, company))
        return True

    def _distribute_amount(self, moves):
        """Allocate the amount to the invoices in this order, each up to what is still open of it."""
        self.ensure_one()
        self.write({"allocation_ids": self._get_distribution(moves)})

    def _get_distribution(self, moves):
        """Return the commands that allocate the amount so."""
        reserved = self.env["ops.receipt.allocation"]._reserved(moves, self)
        known = {row.move_id.id: row for row in self.allocation_ids}
        rest, commands = self.amount, []
        for move in moves:
            row = known.pop(move.id, None)
            amount = min(self._get_amount_open(move, row, reserved), rest)
            rest -= amount
            if self.currency_id.is_zero(amount) and not (row and row.write_off):
                commands += [Command.delete(row.id)] if row else []
            elif row:
                commands.append(Command.update(row.id, {"amount": amount}))
            else:
                commands.append(Command.create({"move_id": move.id, "amount": amount}))
        return commands

    def _get_amount_open(self, move, row, reserved):
        """Return what can still be allocated to an invoice, in the receipt's currency."""
        given_up = row.write_off if row else 0.0
        # sudo: the amount of an invoice that stands on the request; checked when it was put there
        open_amount = max(move.sudo().amount_residual - reserved.get(move.id, 0.0) - given_up, 0.0)
        return self.currency_id.round(
            move.sudo().currency_id._convert(  # sudo: as above
                open_amount, self.currency_id, self.company_id, self.date_received
            )
        )

    @api.onchange("amount")
    def _onchange_amount(self):
        """Spread a changed amount over the invoices listed, oldest due first, up to what is open of each."""
        rest = self.amount
        moves = self.allocation_ids.move_id._origin
        reserved = self.env["ops.receipt.allocation"]._reserved(moves, self._origin)
        for row in self.allocation_ids.sorted(
            lambda row: (row.date_due or self.date_received, row.move_id.id)
        ):
            row.amount = min(self._get_amount_open(row.move_id._origin, row, reserved), max(rest, 0.0))
            rest -= row.amount
