from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .ops_receipt import FINANCE, SUPPORT
from .ops_receipt_allocation import INVOICE_TYPES

# Who asks for finance's confirmation (PROCESS §2): support, and consultants for their customers.
SUBMITTERS = ("ops_dept.ops_dept_group_consultant", SUPPORT)


class OpsReceipt(models.Model):
    """What sales enters: from an invoice, an order or a customer, and how the money is distributed (W5.B)."""

    _inherit = "ops.receipt"

    # ------------------------------------------------------------------
    # Entering
    # ------------------------------------------------------------------
    @api.model
    def _ops_register(self, partner, moves=None, orders=None):
        """Open the request that the user is entering for this, or a new one, prefilled.

        :param moves: posted invoices of the customer; paid first
        :param orders: sale.order; their open invoices are paid, else it is an advance on them
        :return: the action that opens the form
        """
        moves = moves or self.env["account.move"]
        orders = orders or self.env["sale.order"]
        company = (moves | orders.invoice_ids).company_id[:1] or orders.company_id[:1] or self.env.company
        partner = partner.commercial_partner_id
        receipt = self.search(self._ops_mine_domain(partner, company, moves, orders), limit=1)
        if not receipt:
            moves = moves or self._ops_open_moves(partner, company, orders) if orders else moves
            receipt = self.create(self._prepare_register_vals(partner, company, moves, orders))
            receipt._ops_distribute(moves)
        return receipt._get_records_action()

    @api.model
    def _ops_mine_domain(self, partner, company, moves, orders):
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
            "order_ids": [Command.set(orders.ids)],
        }
        reserved = self.env["ops.receipt.allocation"]._ops_reserved(moves, self)
        today = fields.Date.context_today(self)
        vals["amount"] = sum(
            move.currency_id._convert(
                max(move.amount_residual - reserved.get(move.id, 0.0), 0.0), currency, company, today
            )
            for move in moves
        ) or sum(order._ops_amount_to_advance() for order in orders)
        return vals

    @api.model
    def _ops_open_moves(self, partner, company, orders=None):
        """Return the customer's open invoices that the user may see, oldest due first."""
        domain = (
            Domain("move_type", "in", INVOICE_TYPES)
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("company_id", "=", company.id)
            & Domain("commercial_partner_id", "=", partner.id)
        )
        if orders:
            domain &= Domain("line_ids.sale_line_ids.order_id", "in", orders.ids)
        return self.env["account.move"].search(domain, order="invoice_date_due, id")

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
                moves |= receipt._ops_open_moves(partner, company, receipt.order_ids)
            receipt._ops_distribute(moves | receipt._ops_open_moves(partner, company))
        return True

    def _ops_distribute(self, moves):
        """Allocate the amount to the invoices in this order, each up to what is still open of it."""
        self.ensure_one()
        reserved = self.env["ops.receipt.allocation"]._ops_reserved(moves, self)
        known = {row.move_id.id: row for row in self.allocation_ids}
        rest, commands = self.amount, []
        for move in moves:
            row = known.pop(move.id, None)
            amount = min(self._ops_amount_open(move, row, reserved), rest)
            rest -= amount
            if self.currency_id.is_zero(amount) and not (row and row.write_off):
                commands += [Command.delete(row.id)] if row else []
            elif row:
                commands.append(Command.update(row.id, {"amount": amount}))
            else:
                commands.append(Command.create({"move_id": move.id, "amount": amount}))
        self.allocation_ids = commands

    def _ops_amount_open(self, move, row, reserved):
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
        """Spread a changed amount over the invoices listed, oldest due first."""
        rest = self.amount
        for row in self.allocation_ids.sorted(
            lambda row: (row.date_due or self.date_received, row.move_id.id)
        ):
            row.amount = min(self._ops_amount_open(row.move_id, row, {}), max(rest, 0.0))
            rest -= row.amount

    # ------------------------------------------------------------------
    # Submitting
    # ------------------------------------------------------------------
    def _ops_may_submit(self):
        return any(self.env.user.has_group(group) for group in SUBMITTERS)

    def _check_submit(self):
        off = self - self._ops_filter_on()
        if off and not self.env.user.has_group("account.group_account_invoice"):
            raise UserError(
                self.env._(
                    "%(receipt)s: the operations rulebook is switched off in %(company)s, so finance "
                    "registers the payment itself.",
                    receipt=off[0].display_name,
                    company=off[0].company_id.display_name,
                )
            )
        return super()._check_submit()

    def _get_submit_blockers(self):
        """Say what sales still has to enter or correct before finance is asked (W5.B)."""
        self.ensure_one()
        _ = self.env._
        blockers = []
        if not (self._ops_may_submit() or self.transaction_id) and self._ops_is_on():
            blockers.append(
                _("The consultant or sales support submits it for finance's confirmation (W5.B).")
            )
        if self.date_received and self.date_received > fields.Date.context_today(self):
            blockers.append(_("The day it was received lies in the future (W5.B)."))
        blockers += self._ops_get_problems(reserve=True)
        twin = self._ops_twin()
        if twin:
            blockers.append(
                _(
                    "%(twin)s is the same receipt: payer's reference %(reference)s, same amount and day. "
                    "Correct the reference or cancel one of them (W5.B).",
                    twin=twin.name,
                    reference=self.payer_reference,
                )
            )
        return blockers

    def _ops_get_problems(self, reserve=False):
        """Return what is wrong with amounts, invoices and orders, at submission and again at confirmation.

        :param bool reserve: count what other requests that are being decided allocate
        """
        self.ensure_one()
        _ = self.env._
        problems = []
        if self.currency_id.compare_amounts(self.amount, 0) <= 0:
            problems.append(_("Enter the amount received: it is above zero (W5.B)."))
        if self.currency_id.compare_amounts(self.amount_allocated, self.amount) > 0:
            problems.append(
                _(
                    "%(allocated)s is allocated, %(amount)s was received. Lower an allocation; what is given "
                    "up of an invoice is a write-off (W5.B).",
                    allocated=self.currency_id.format(self.amount_allocated),
                    amount=self.currency_id.format(self.amount),
                )
            )
        # sudo: whose orders they are; who put them here may read them
        for order in self.order_ids.sudo():
            customers = (
                order.partner_id.commercial_partner_id | order.partner_invoice_id.commercial_partner_id
            )
            if self.partner_id not in customers or order.company_id != self.company_id:
                problems.append(
                    _(
                        "%(order)s belongs to another customer or company; take it out (W5.B).",
                        order=order.name,
                    )
                )
        rows = self.allocation_ids
        reserved = rows._ops_reserved(rows.move_id, self) if reserve else {}
        return problems + rows._ops_get_problems(reserved)

    def _ops_twin(self):
        """Return a request of the same money: same payer's reference, amount and day."""
        reference = (self.payer_reference or "").strip()
        if not reference:
            return self.browse()
        # sudo: a colleague may have entered it; only its number is told
        return self.sudo().search(
            Domain("id", "!=", self.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("date_received", "=", self.date_received)
            & Domain("payer_reference", "=", reference)
            & Domain("amount", "=", self.amount)
            & Domain("currency_id", "=", self.currency_id.id)
            & Domain("state", "not in", ("cancel", "refused", "reversed")),
            limit=1,
        )

    def _check_cancel(self):
        """The money of an online payment is here: its request is corrected, never cancelled."""
        super()._check_cancel()
        self._ops_refuse_online()

    def _ops_refuse_online(self):
        # sudo: whether there is a transaction, which sales need not be allowed to read
        online = self.sudo().filtered("transaction_id")
        if online:
            raise UserError(
                self.env._(
                    "%(receipt)s stands for an online payment that the customer made. Correct and submit it; "
                    "finance confirms it (W5.C).",
                    receipt=online[0].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_not_online(self):
        self._ops_refuse_online()

    @api.model
    def _ops_submit_label(self):
        return self.env._("Submit to Finance")

    # ------------------------------------------------------------------
    # Finance's view on it
    # ------------------------------------------------------------------
    def _get_approve_blockers(self, reviews):
        return super()._get_approve_blockers(reviews) + self._ops_get_posting_problems()

    def _ops_get_posting_problems(self):
        """Return what finance still needs to post it."""
        self.ensure_one()
        _ = self.env._
        problems = self._ops_get_problems()
        if not self._ops_payment_method_line():
            problems.append(_("Finance: choose the bank or cash journal in which it was received (W5.C)."))
        if any(row.write_off for row in self.allocation_ids) and not self.write_off_account_id:
            problems.append(_("Finance: choose the account of the write-off (W5.C)."))
        return problems

    @api.model
    def _ops_complete_form(self, arch):
        """Retrying is finance's; nobody else is offered it."""
        result = super()._ops_complete_form(arch)
        for button in arch.xpath("./header/button[@name='action_ops_retry']"):
            button.set("groups", f"{FINANCE},account.group_account_invoice")
        return result
