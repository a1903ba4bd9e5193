from odoo import api, fields, models
from odoo.exceptions import UserError

from .ops_receipt import IN_BOOKS
from .ops_receipt_allocation import INVOICE_TYPES

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
        if vals.keys().isdisjoint(WATCHED):
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
            raise UserError("\n".join(payment._ops_gate_message() for payment in closed - free))
        if free:
            # that it pays exempt invoices only is known before they are reconciled
            free._stamp({"ops_exempt": True})

    def _ops_is_customers_money(self):
        """Tell whether this takes money from a customer: by its kind, by its entry, or by the invoices that
        would show as paid.
        """
        self.ensure_one()
        payment = self.sudo()  # sudo: whoever tries, the whole entry counts
        if payment.payment_type == "inbound" and (
            payment.partner_type == "customer"
            or payment.destination_account_id.account_type == "asset_receivable"
        ):
            return True
        if payment.payment_type == "inbound" and payment._ops_is_of_customer():
            return True
        if payment.move_id:
            return any(
                line.account_id.account_type == "asset_receivable" and line.balance < 0
                for line in payment.move_id.line_ids
            )
        return any(move.move_type in INVOICE_TYPES for move in payment.invoice_ids)

    def _ops_is_of_customer(self):
        """Tell whether money said to be a vendor's comes from a customer: what he does not owe us as a vendor
        is what he pays as a customer. Called on sudo.
        """
        self.ensure_one()
        partner = self.partner_id.commercial_partner_id
        orders = self.env["sale.order"]
        if not partner or not (
            partner.customer_rank
            or orders.search_count([("partner_id", "child_of", partner.id), ("state", "=", "sale")], limit=1)
        ):
            return False
        [(owed,)] = self.env["account.move.line"]._read_group(
            [
                ("partner_id", "child_of", partner.id),
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("account_id.account_type", "=", "liability_payable"),
                ("amount_residual", ">", 0),
                ("move_id", "!=", self.move_id.id),
            ],
            aggregates=["amount_residual:sum"],
        )
        company_currency = self.company_id.currency_id
        money = self.currency_id._convert(self.amount, company_currency, self.company_id, self.date)
        return company_currency.compare_amounts(money, owed or 0.0) > 0

    def _ops_has_receipt(self):
        """Tell whether a confirmed receipt says the same as this payment."""
        self.ensure_one()
        # sudo: the receipt decides, whoever posts
        receipt = self.sudo().ops_receipt_ids.filtered(lambda receipt: receipt.state in IN_BOOKS)[:1]
        return bool(
            receipt
            and self.payment_type == "inbound"
            and self.partner_type == "customer"
            and self.partner_id == receipt.partner_id
            and self.company_id == receipt.company_id
            and self.journal_id == receipt.journal_id
            and self.currency_id == receipt.currency_id
            and self.date == receipt.date_received
            and not self.currency_id.compare_amounts(self.amount, receipt.amount)
        )

    def _ops_pays_exempt_only(self):
        """Tell whether nothing but invoices of exempt orders is paid, and not more than they owe."""
        self.ensure_one()
        payment = self.sudo()  # sudo: which orders are exempt is no matter of the user's rights
        if payment.payment_type != "inbound" or payment.partner_type != "customer":
            return False
        invoices = payment.invoice_ids
        if not invoices:
            transaction = payment.payment_transaction_id
            return bool(
                transaction.state == "done"
                and not transaction.payment_id
                and transaction._ops_is_of_exempt_orders()
                and not payment.currency_id.compare_amounts(payment.amount, transaction.amount)
            )
        if not invoices._ops_is_of_exempt_orders() or (
            invoices.commercial_partner_id != payment.partner_id.commercial_partner_id
        ):
            return False
        owed = sum(
            invoice.currency_id._convert(
                invoice.amount_residual, payment.currency_id, payment.company_id, payment.date
            )
            for invoice in invoices
        )
        return payment.currency_id.compare_amounts(payment.amount, owed) <= 0

    def _ops_gate_message(self):
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
