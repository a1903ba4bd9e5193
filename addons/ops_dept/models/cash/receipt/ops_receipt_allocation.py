from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

INVOICE_TYPES = ("out_invoice", "out_receipt")


class OpsReceiptAllocation(models.Model):
    """One invoice that a receipt pays, wholly or in part, and what finance gives up of it."""

    _name = "ops.receipt.allocation"
    _inherit = ["ops.document.line"]
    _description = "Invoice paid by a receipt"
    _order = "receipt_id, id"
    _document_field = "receipt_id"
    _lines_field = "allocation_ids"
    _ops_clause = "W5.C"
    _ops_created = ((10, "_check_invoices_created"),)
    _ops_on_write = ((10, "_check_invoices_written"),)

    receipt_id = fields.Many2one(
        "ops.receipt", "Receipt request", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="receipt_id.company_id")
    partner_id = fields.Many2one(related="receipt_id.partner_id", string="Customer")
    currency_id = fields.Many2one(related="receipt_id.currency_id", string="Currency of the receipt")
    move_id = fields.Many2one("account.move", "Invoice", required=True, index=True, ondelete="restrict")
    # Read past the rights on invoices: who may not read the invoice cannot put it here (`create`, `write`).
    # For screens: they follow the choice of the invoice only, else every invoice written would pay for them.
    invoice_currency_id = fields.Many2one(
        related="move_id.currency_id", string="Currency of the invoice", depends=["move_id"]
    )
    date_due = fields.Date(related="move_id.invoice_date_due", string="Due on", depends=["move_id"])
    amount_residual = fields.Monetary(
        related="move_id.amount_residual",
        string="Still open",
        currency_field="invoice_currency_id",
        depends=["move_id"],
    )
    amount = fields.Monetary("Allocated", help="Of the money received.")
    amount_invoice = fields.Monetary(
        "Paid of the invoice",
        compute="_compute_amount_invoice",
        store=True,
        readonly=False,
        currency_field="invoice_currency_id",
        help="In the invoice's currency. Differs from the amount allocated only when the currencies differ.",
    )
    write_off = fields.Monetary(
        "Write-off",
        currency_field="invoice_currency_id",
        help="Given up, beside what is paid; with a reason.",
    )
    write_off_reason = fields.Char("Reason of the write-off")

    _once = models.UniqueIndex("(receipt_id, move_id)", "This invoice is on the receipt already.")

    @api.depends("amount", "move_id", "receipt_id.currency_id", "receipt_id.date_received")
    def _compute_amount_invoice(self):
        for row in self:
            row.amount_invoice = row._convert_to_invoice(row.amount)

    # ------------------------------------------------------------------
    # Currencies
    # ------------------------------------------------------------------
    def _convert_to_invoice(self, amount):
        """Return an amount received in the invoice's currency, at the rate of the day it was received.

        What is within one rounding step of the open amount settles it.
        """
        self.ensure_one()
        mine, theirs = self.currency_id, self.invoice_currency_id
        if not amount or not theirs or mine == theirs:
            return amount
        company, date = self.company_id, self.receipt_id.date_received
        converted = mine._convert(amount, theirs, company, date)
        step = max(mine._convert(mine.rounding, theirs, company, date), theirs.rounding)
        still_open = self.move_id.sudo().amount_residual  # sudo: as `amount_residual`, as of now
        return still_open if abs(converted - still_open) <= step else converted

    def _convert_to_receipt(self, amount):
        """Return an amount of the invoice in the receipt's currency."""
        self.ensure_one()
        mine, theirs = self.currency_id, self.invoice_currency_id
        if not amount or not mine or mine == theirs:
            return amount
        return theirs._convert(amount, mine, self.company_id, self.receipt_id.date_received)

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    def _check_invoices_created(self, _vals_list):
        """Only invoices that one may read are paid: the row shows what is open of them."""
        self.move_id.check_access("read")

    @contextmanager
    def _check_invoices_written(self, vals):
        yield
        if "move_id" in vals:
            self.move_id.check_access("read")

    @api.model
    def _record_later(self, receipt, amounts):
        """Note what of a confirmed receipt's advance went to which invoice; called after it was posted.

        :param dict amounts: (amount in the receipt's currency, in the invoice's) by account.move
        """
        known = {row.move_id: row for row in receipt.allocation_ids}
        for move, (amount, amount_invoice) in amounts.items():
            row = known.get(move)
            if row:
                row._stamp(
                    {"amount": row.amount + amount, "amount_invoice": row.amount_invoice + amount_invoice}
                )
        self._create_stamped(
            [
                {
                    "receipt_id": receipt.id,
                    "move_id": move.id,
                    "amount": amount,
                    "amount_invoice": amount_invoice,
                }
                for move, (amount, amount_invoice) in amounts.items()
                if move not in known
            ]
        )

    # ------------------------------------------------------------------
    # What is wrong with it
    # ------------------------------------------------------------------
    @api.model
    def _reserved(self, moves, receipts):
        """Return what other requests that are being decided already allocate, by invoice."""
        if not moves:
            return {}
        groups = self.sudo()._read_group(  # sudo: other people's requests count, only a sum gets out
            Domain("move_id", "in", moves.ids)
            & Domain("receipt_id.state", "=", "submitted")
            & Domain("receipt_id", "not in", receipts.ids),
            ["move_id"],
            ["amount_invoice:sum", "write_off:sum"],
        )
        return {move.id: paid + given_up for move, paid, given_up in groups}

    def _get_problems(self, reserved):
        """Return the sentences that keep these invoices from being paid this way (empty: none).

        :param dict reserved: what other requests allocate, by id of the invoice
        """
        _ = self.env._
        problems = []
        for row in self:
            # sudo: consultants allocate invoices of orders they may read; checked when they were put here
            move = row.move_id.sudo()
            names = {"invoice": move.name or "-", "receipt": row.receipt_id.display_name}
            if move.move_type not in INVOICE_TYPES or move.state != "posted":
                problems.append(_("%(invoice)s is no posted customer invoice; take it out (W5.B).", **names))
            elif move.commercial_partner_id != row.receipt_id.partner_id:
                problems.append(_("%(invoice)s belongs to another customer; take it out (W5.B).", **names))
            elif move.company_id != row.receipt_id.company_id:
                problems.append(_("%(invoice)s belongs to another company; take it out (W5.B).", **names))
            else:
                problems += row._get_amount_problems(reserved.get(move.id, 0.0), names)
        return problems

    def _get_amount_problems(self, reserved, names):
        self.ensure_one()
        _ = self.env._
        currency = self.invoice_currency_id
        problems = []
        if self.amount < 0 or self.write_off < 0 or currency.is_zero(self.amount_invoice + self.write_off):
            problems.append(_("%(invoice)s: enter what is allocated to it (W5.B).", **names))
        if not currency.is_zero(self.write_off) and not (self.write_off_reason or "").strip():
            problems.append(_("%(invoice)s: a write-off needs its reason (W5.B).", **names))
        if not self._is_rate_fixed():
            problems.append(
                _(
                    "%(invoice)s: %(amount)s received pay %(wanted)s of it, not %(written)s (W5.B).",
                    amount=self.currency_id.format(self.amount),
                    wanted=currency.format(self._convert_to_invoice(self.amount)),
                    written=currency.format(self.amount_invoice),
                    **names,
                )
            )
        available = self.move_id.sudo().amount_residual - reserved  # sudo: as `amount_residual`, as of now
        if currency.compare_amounts(self.amount_invoice + self.write_off, available) > 0:
            problems.append(
                _(
                    "%(invoice)s: only %(open)s is still open%(others)s, %(wanted)s is allocated and written "
                    "off. Lower it; the rest of the money is an advance (W5.B).",
                    others=self._get_reserving_names() if reserved else "",
                    open=currency.format(available),
                    wanted=currency.format(self.amount_invoice + self.write_off),
                    **names,
                )
            )
        return problems

    def _get_reserving_names(self):
        """Name the requests being decided that pay the same invoice."""
        # sudo: a colleague's request stands in the way; only its number is told
        others = self.sudo().search(
            Domain("move_id", "=", self.move_id.id)
            & Domain("receipt_id.state", "=", "submitted")
            & Domain("receipt_id", "!=", self.receipt_id._origin.id)
        )
        return self.env._(" beside %(receipts)s", receipts=", ".join(others.receipt_id.mapped("name")))

    def _is_rate_fixed(self):
        """Tell whether what is paid of the invoice follows from the amount.

        Between the receipt's and the company's currency the day's rate decides; an invoice in a third
        currency, or a foreign one paid in the company's, is settled at the rate that was agreed.
        """
        self.ensure_one()
        if self.currency_id != self.invoice_currency_id and (
            self.invoice_currency_id != self.company_id.currency_id
        ):
            return self.invoice_currency_id.compare_amounts(self.amount_invoice, 0) >= 0
        return not self.invoice_currency_id.compare_amounts(
            self.amount_invoice, self._convert_to_invoice(self.amount)
        )
