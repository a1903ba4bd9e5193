from odoo import models
from odoo.exceptions import RedirectWarning, UserError
from odoo.tools import clean_context, format_date


class OpsReceipt(models.Model):
    """Finance's confirmation posts and reconciles the payment (W5.C); then the customer is told (W5.D)."""

    _inherit = "ops.receipt"

    # ------------------------------------------------------------------
    # Confirmation
    # ------------------------------------------------------------------
    def _check_approve(self):
        """Only finance puts money into the books, however the approvals came about."""
        result = super()._check_approve()
        for receipt in self:
            receipt._check_books_keeper()
        return result

    def _check_books_keeper(self):
        """Refuse who does not keep the books: finance, or core's accountants where the rulebook is off."""
        if self._ops_filter_on() or not self.env.user.has_group("account.group_account_invoice"):
            self._check_finance()

    def _check_finance(self):
        """Refuse whoever is not finance; superuser mode is nobody's role."""
        if not self.env.user._ops_has_role("finance"):
            raise UserError(
                self.env._(
                    "%(receipt)s: only finance confirms and reverses receipts (W5.C).",
                    receipt=self[:1].display_name,
                )
            )

    def _do_approve(self):
        result = super()._do_approve()
        for receipt in self:
            try:
                receipt._post_payment()
            except RedirectWarning as warning:  # a setting is missing: a reason like any other
                raise UserError(warning.args[0]) from warning
        return result

    def _post_payment(self):
        """Create, post and reconcile the payment.

        It is linked to the receipt before it is posted: the gate on payments looks for a confirmed receipt
        that says the same.
        """
        self.ensure_one()
        self._refuse_locked_period()
        # sudo: `_check_approve` made sure that finance, and nobody else, stands behind it
        receipt_sudo = self.sudo().with_context(clean_context(self.env.context)).with_company(self.company_id)
        payment = receipt_sudo.env["account.payment"].create(receipt_sudo._prepare_payment_vals())
        receipt_sudo._stamp({"payment_id": payment.id})
        account = receipt_sudo._get_money_account() or payment.outstanding_account_id
        payment.outstanding_account_id = account or payment._get_outstanding_account("inbound")
        payment._generate_journal_entry(line_ids=receipt_sudo._prepare_payment_lines(payment))
        payment.action_post()
        receipt_sudo._reconcile_payment()
        if receipt_sudo.transaction_id:
            receipt_sudo.transaction_id.payment_id = payment

    def _get_money_account(self):
        """Return the account that takes the money (none: what the journal's way of payment says)."""
        return self.env["account.account"]

    def _refuse_locked_period(self):
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

    def _get_payment_method_line(self):
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
            "payment_method_line_id": self._get_payment_method_line().id,
            "payment_transaction_id": self.transaction_id.id,
            "destination_account_id": self._get_receivable().id,
            "memo": " - ".join(filter(None, (self.name, self.payer_reference))),
        }

    def _get_receivable(self):
        """Return the account of the advance: the customer's receivable, as core's payments use it."""
        partner = self.partner_id.with_company(self.company_id)
        return self.allocation_ids.move_id._ops_receivable_lines().account_id[:1] or (
            partner.property_account_receivable_id
        )

    # ------------------------------------------------------------------
    # Retry
    # ------------------------------------------------------------------
    def action_ops_retry(self):
        """Post it again once the cause of the failure is put right; finance's, like the confirmation.

        Clause: W5.C

        :raises UserError: the user is not finance, or it fails again
        """
        for receipt in self:
            receipt._check_books_keeper()
        return super().action_ops_retry()
