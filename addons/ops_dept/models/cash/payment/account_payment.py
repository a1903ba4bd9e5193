from odoo import api, fields, models
from odoo.exceptions import UserError

from ..receipt.ops_receipt import IN_BOOKS

# States in which core counts the money as received.
POSTED = ("in_process", "paid")
# What makes a payment one of a customer, or another one than finance confirmed.
WATCHED = {
    "state",
    "move_id",
    "invoice_ids",
    "payment_type",
    "partner_type",
    "partner_id",
    "company_id",
    "journal_id",
    "destination_account_id",
    "amount",
    "currency_id",
    "date",
}


class AccountPayment(models.Model):
    """The gate on customers' money: a payment is posted by finance's confirmation of a receipt (W5.C).

    Every way of posting ends in `write` or `create` of `state`. A payment passes when it says what a
    confirmed receipt says, when it ran before the rulebook was switched on, or when it pays nothing but
    invoices of exempt orders (PROCESS §3). Payments to anybody, and vendors' money, are free.
    """

    _name = "account.payment"
    _inherit = ["account.payment", "ops.follows"]

    _ops_written_by_core = ("outstanding_account_id", "name")
    _ops_follows_clause = _ops_clause = "W5.C"
    _ops_drops_stamps = True

    ops_exempt = fields.Boolean(
        "Exempt",
        readonly=True,
        copy=False,
        help="Posted before the rulebook was switched on, or for orders that ran already.",
        stamp=True,
    )
    ops_receipt_ids = fields.One2many(
        "ops.receipt", "payment_id", "Receipt requests", readonly=True, stamp=True
    )

    # ------------------------------------------------------------------
    # Choke points
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_stamps(vals)
        payments = super().create(vals_list)
        for payment, vals in zip(payments, vals_list, strict=True):
            payment._ops_refuse_derived(vals)
        payments._ops_require_receipt()
        return payments

    def write(self, vals):
        if self._ops_is_stamping("write", vals):
            return super().write(vals)
        self._ops_refuse_stamps(vals)
        self._ops_refuse_derived(vals)
        if WATCHED.isdisjoint(vals):
            return super().write(vals)
        state = vals.get("state")
        if state in POSTED:
            self._ops_log_open()
        if not self.env["ops.receipt"]._ops_gated_companies():
            return super().write(vals)
        if state in POSTED:
            # before as well as after: whoever catches the refusal must not be left with a posted payment
            self._ops_require_receipt(posted=False)
        elif state:
            self._ops_refuse_undone()
        result = super().write(vals)
        if state and state not in POSTED:
            self._ops_end_exemption()
        self._ops_require_receipt()
        return result

    def action_post(self):
        """Check before anything is charged: a payment by token asks the provider first."""
        self._ops_require_receipt(posted=False)
        return super().action_post()

    def unlink(self):
        if self:
            self._ops_refuse_undone()
        return super().unlink()

    def _ops_log_open(self):
        """Log which customers' payments are posted without a receipt: the clause is switched off (W5.C)."""
        receipts = self.env["ops.receipt"]
        if receipts._ops_open_companies():
            new = self.filtered(lambda payment: payment.state not in POSTED)
            receipts._ops_log_open(new.filtered(lambda payment: payment._ops_is_customers_money()))

    # ------------------------------------------------------------------
    # The rule
    # ------------------------------------------------------------------
    def _ops_require_receipt(self, posted=True):
        """Refuse customers' payments without a confirmed receipt.

        :param bool posted: look at posted payments only (False: at those about to be posted as well)
        :raises UserError: names the payment, who acts next and the clause
        """
        companies = self.env["ops.receipt"]._ops_gated_companies()
        if not companies:
            return
        closed = self.filtered(
            lambda payment: (
                payment.company_id.id in companies
                and not payment.ops_exempt
                and (not posted or payment.state in POSTED)
                and payment._ops_is_customers_money()
                and not payment._ops_has_receipt()
            )
        )
        free = closed.filtered(lambda payment: payment._ops_pays_exempt_only())
        if closed - free:
            raise UserError("\n".join(payment._ops_get_gate_message() for payment in closed - free))
        if free:
            # that it pays exempt invoices only is known before they are reconciled
            free._stamp({"ops_exempt": True})

    def _ops_get_gate_message(self):
        self.ensure_one()
        return self.env._(
            "%(payment)s of %(customer)s: a customer's payment is posted by finance's confirmation of a "
            "receipt request. Sales support registers the receipt from the invoice, the order or the "
            "customer; finance confirms it (W5.C).",
            payment=self.display_name,
            customer=self.partner_id.display_name or "-",
        )

    # ------------------------------------------------------------------
    # Around it
    # ------------------------------------------------------------------
    def _ops_refuse_undone(self):
        """A confirmed receipt is taken back by its reversal, with a reason, not by its payment."""
        companies = self.env["ops.receipt"]._ops_gated_companies()
        if not companies:
            return
        # sudo: whoever cancels the payment, the receipt stands
        receipts = self.sudo().ops_receipt_ids.filtered(
            lambda receipt: receipt.state in IN_BOOKS and receipt.company_id.id in companies
        )
        if receipts:
            raise UserError(
                self.env._(
                    "%(receipt)s stands confirmed with this payment. Finance reverses the receipt, with the "
                    "reason (W5.C).",
                    receipt=receipts[0].display_name,
                )
            )

    def _ops_end_exemption(self):
        """A payment that no longer stands comes under the gate like any other."""
        exempt = self.filtered("ops_exempt")
        if exempt:
            exempt._stamp({"ops_exempt": False})
