from odoo import fields, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Command
from odoo.tools import clean_context, format_date

from .ops_receipt import CONFIRMED, FINANCE


class OpsReceipt(models.Model):
    """Finance's confirmation posts and reconciles the payment (W5.C); then the customer is told (W5.D)."""

    _inherit = "ops.receipt"

    # ------------------------------------------------------------------
    # Confirmation
    # ------------------------------------------------------------------
    def _check_approve(self):
        """Only finance puts money into the books, however the approvals came about."""
        super()._check_approve()
        on = self._ops_filter_on()
        for receipt in self:
            receipt._ops_check_finance(FINANCE if receipt in on else "account.group_account_invoice")
            problems = receipt._ops_get_posting_problems()
            if problems:
                raise UserError("\n".join(f"{receipt.display_name}: {text}" for text in problems))

    def _ops_check_finance(self, group=FINANCE):
        """Refuse whoever is not finance; superuser mode is nobody's role."""
        if not self.env.user.has_group(group):
            raise UserError(
                self.env._(
                    "%(receipt)s: only finance confirms and reverses receipts (W5.C).",
                    receipt=self[:1].display_name,
                )
            )

    def _do_approve(self):
        super()._do_approve()
        for receipt in self:
            try:
                receipt._ops_post_payment()
            except RedirectWarning as warning:  # a setting is missing: a reason like any other
                raise UserError(warning.args[0]) from warning

    def _ops_post_payment(self):
        """Create, post and reconcile the payment.

        It is linked to the receipt before it is posted: the gate on payments looks for a confirmed receipt
        that says the same.
        """
        self.ensure_one()
        self._ops_refuse_locked_period()
        # sudo: `_check_approve` made sure that finance, and nobody else, stands behind it
        receipt_sudo = self.sudo().with_context(clean_context(self.env.context)).with_company(self.company_id)
        payment = receipt_sudo.env["account.payment"].create(receipt_sudo._prepare_payment_vals())
        receipt_sudo._ops_write_state({"payment_id": payment.id})
        if not payment.outstanding_account_id:
            payment.outstanding_account_id = payment._get_outstanding_account("inbound")
        payment._generate_journal_entry(line_ids=receipt_sudo._prepare_payment_lines(payment))
        payment.action_post()
        receipt_sudo._ops_reconcile()
        if receipt_sudo.transaction_id:
            receipt_sudo.transaction_id.payment_id = payment

    def _ops_refuse_locked_period(self):
        """Core would post it on a later date than the money was received, without a word."""
        locks = self.company_id._get_violated_lock_dates(self.date_received, False, self.journal_id)
        if locks:
            raise UserError(
                self.env._(
                    "The books are locked on %(date)s (%(locks)s). Finance opens the period and retries, or "
                    "the requester withdraws the request and states the day on which it is entered (W5.C).",
                    date=format_date(self.env, self.date_received),
                    locks=self.env["res.company"]._format_lock_dates(locks),
                )
            )

    def _ops_payment_method_line(self):
        """Return how the money came in, as the journal knows it."""
        self.ensure_one()
        # sudo: sales need not read payment methods to be told that finance has to choose the journal
        lines = self.sudo().journal_id.inbound_payment_method_line_ids
        if self.sudo().transaction_id:  # sudo: as above
            provider = self.sudo().transaction_id.provider_id  # sudo: as above
            own = lines.filtered(lambda line: line.payment_provider_id == provider)
            lines = own or lines
        return lines.filtered(lambda line: line.code == "manual")[:1] or lines[:1]

    def _prepare_payment_vals(self):
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "date": self.date_received,
            "journal_id": self.journal_id.id,
            "payment_method_line_id": self._ops_payment_method_line().id,
            "payment_transaction_id": self.transaction_id.id,
            "destination_account_id": self._ops_receivable().id,
            "memo": " - ".join(filter(None, (self.name, self.payer_reference))),
        }

    def _ops_receivable(self):
        """Return the account of the advance: the customer's receivable, as core's payments use it."""
        partner = self.partner_id.with_company(self.company_id)
        return self.allocation_ids.move_id._ops_receivable_lines().account_id[:1] or (
            partner.property_account_receivable_id
        )

    # ------------------------------------------------------------------
    # Journal items
    # ------------------------------------------------------------------
    def _prepare_payment_lines(self, payment):
        """Return the items of the payment: money, one receivable per invoice, advance, write-offs.

        The order is relied on by `_ops_reconcile`. What rounding leaves over goes to an item whose balance
        is free to follow (a foreign one), else to the money, as core's own register does.
        """
        company = self.company_id.currency_id
        rows = self.allocation_ids
        money = self._ops_to_company(self.amount, self.currency_id)
        paid = [self._ops_row_balance(row) for row in rows]
        given_up = [self._ops_to_company(row.write_off, row.invoice_currency_id) for row in rows]
        advance = self._ops_to_company(self.amount_advance, self.currency_id)
        left = company.round(money - sum(paid) - advance)
        if left:
            money, paid, advance = self._ops_place_rounding(left, money, paid, advance)
        items = [
            self._ops_item(payment, payment.outstanding_account_id, self.currency_id, self.amount, money)
        ]
        for row, balance, lost in zip(rows, paid, given_up, strict=True):
            account = row.move_id._ops_receivable_lines().account_id[:1] or payment.destination_account_id
            amount = row.amount_invoice + row.write_off
            items.append(self._ops_item(payment, account, row.invoice_currency_id, -amount, -balance - lost))
        if not self.currency_id.is_zero(self.amount_advance):
            items.append(
                self._ops_item(
                    payment, payment.destination_account_id, self.currency_id, -self.amount_advance, -advance
                )
            )
        items += [
            self._ops_item(
                payment,
                self.write_off_account_id,
                row.invoice_currency_id,
                row.write_off,
                lost,
                name=row.write_off_reason,
            )
            for row, lost in zip(rows, given_up, strict=True)
            if row.write_off
        ]
        return [Command.create(item) for item in items]

    def _ops_item(self, payment, account, currency, amount, balance, name=None):
        label = "".join(text for _kind, text in payment._get_aml_default_display_name_list() if text)
        return {
            "name": name or label,
            "account_id": account.id,
            "partner_id": self.partner_id.id,
            "currency_id": currency.id,
            "amount_currency": currency.round(amount),
            "balance": self.company_id.currency_id.round(balance),
            "date_maturity": self.date_received,
        }

    def _ops_to_company(self, amount, currency):
        return currency._convert(amount, self.company_id.currency_id, self.company_id, self.date_received)

    def _ops_row_balance(self, row):
        """Return what the money on an invoice is worth; one in the company's currency says it itself."""
        if row.invoice_currency_id == self.company_id.currency_id:
            return row.amount_invoice
        return self._ops_to_company(row.amount, self.currency_id)

    def _ops_place_rounding(self, left, money, paid, advance):
        company = self.company_id.currency_id
        foreign = [
            number for number, row in enumerate(self.allocation_ids) if row.invoice_currency_id != company
        ]
        if self.currency_id != company and not self.currency_id.is_zero(self.amount_advance):
            advance += left
        elif foreign:
            paid = [*paid]
            paid[foreign[-1]] += left
        else:
            money -= left
        return money, paid, advance

    def _ops_reconcile(self):
        """Match each invoice with the receivable that was posted for it, all in one plan."""
        rows = self.allocation_ids
        items = self.payment_id.move_id.line_ids.sorted("id")[1 : len(rows) + 1]
        plan = []
        for row, item in zip(rows, items, strict=True):
            due = row.move_id._ops_receivable_lines().filtered(
                lambda line, item=item: line.account_id == item.account_id and not line.reconciled
            )
            plan.append(item | due)
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)
            self.payment_id.invoice_ids |= rows.move_id

    # ------------------------------------------------------------------
    # Retry
    # ------------------------------------------------------------------
    def action_ops_retry(self):
        """Post it again once the cause of the failure is put right; finance's, like the confirmation.

        Clause: W5.C

        :raises UserError: the user is not finance, or it fails again
        """
        on = self._ops_filter_on()
        for receipt in self:
            receipt._ops_check_finance(FINANCE if receipt in on else "account.group_account_invoice")
        return super().action_ops_retry()

    # ------------------------------------------------------------------
    # The customer is told
    # ------------------------------------------------------------------
    def action_tell(self):
        """Note that the customer was told that the money arrived, by whom and when.

        Clause: W5.D
        """
        return self.write({"state": "told"})

    def _check_tell(self):
        if not self._ops_may_submit():
            raise UserError(
                self.env._(
                    "%(receipt)s: sales support or the consultant tells the customer (W5.D).",
                    receipt=self[:1].display_name,
                )
            )

    def _prepare_tell_vals(self):
        return {"date_told": fields.Datetime.now(), "told_by_id": self.env.uid}

    def _do_tell(self):
        for receipt in self:
            receipt._ops_note(self.env._("The customer was told that the money arrived (W5.D)."))

    # ------------------------------------------------------------------
    # What is left of the advance
    # ------------------------------------------------------------------
    def _ops_open_credit(self):
        """Return the receivable items of the payments that are not used up."""
        live = self.filtered(lambda receipt: receipt.state in CONFIRMED)
        return live.payment_id.move_id.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
                and line.parent_state == "posted"
            )
        )

    def action_ask_assign(self):
        """Ask for which invoices the advance is used."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign Advance"),
            "res_model": "ops.receipt.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_receipt_id": self.id},
        }

    def _ops_assign(self, moves):
        """Use the advance for invoices of the customer, in their order, as far as it goes.

        :raises UserError: nothing is left, or an invoice is not the customer's
        """
        self.ensure_one()
        self._ops_check_finance(FINANCE if self._ops_is_on() else "account.group_account_invoice")
        # sudo: finance was checked; the trace on the request follows from what is reconciled here
        receipt = self.sudo()
        credit = receipt._ops_open_credit()
        foreign = moves.filtered(
            lambda move: (
                move.commercial_partner_id != receipt.partner_id
                or move.company_id != receipt.company_id
                or move.state != "posted"
            )
        )
        if not credit or foreign:
            raise UserError(
                self.env._(
                    "%(invoice)s is no open invoice of this customer (W5.C).", invoice=foreign[0].display_name
                )
                if foreign
                else self.env._("%(receipt)s has no advance left (W5.C).", receipt=self.display_name)
            )
        before = receipt.amount_advance_open
        amounts = {}
        for move in moves.sudo():  # sudo: as above
            owed = move.amount_residual
            due = move._ops_receivable_lines().filtered(lambda line: not line.reconciled)
            (credit.filtered(lambda line: not line.reconciled) | due).reconcile()
            receipt.invalidate_recordset(["amount_advance_open"])
            left = receipt.amount_advance_open
            if move.currency_id.compare_amounts(owed, move.amount_residual):
                amounts[move] = (before - left, owed - move.amount_residual)
            before = left
        receipt.env["ops.receipt.allocation"]._ops_record_later(receipt, amounts)
        receipt.payment_id.invoice_ids |= self.env["account.move"].union(*amounts)
        self._ops_note(
            self.env._(
                "Advance assigned to %(invoices)s.", invoices=", ".join(m.name for m in amounts) or "-"
            )
        )
