from odoo import api, fields, models

from ....tools.identifier import identifier_key
from ....tools.journals import MONEY_JOURNALS
from ....tools.states import UNDECIDED
from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move

# The money is in the books.
CONFIRMED = ("approved", "told")
# … though somebody changed there what was confirmed.
IN_BOOKS = (*CONFIRMED, "loosened")
# Confirmed by finance, in whatever state the books are now.
BOOKED = (*IN_BOOKS, "reversed")
FINANCE_CONTENT = ("journal_id", "write_off_account_id")


class OpsReceipt(models.Model):
    """Money that came from a customer: entered by sales, confirmed and posted by finance (W5.B, W5.C).

    Split by concern: here the document itself; `enter.py` how it is entered and distributed, `request.py`
    what is still missing, `twin.py` the same paper entered twice; `posting/posting.py` finance's confirmation
    with its journal items in `posting/entry.py`; `posting/advance.py` what is left; `posting/reversal.py` its
    end; `posting/books.py` what becomes of it when the books are changed behind its back.
    """

    _name = "ops.receipt"
    _inherit = ["ops.document"]
    _description = "Receipt request"
    _order = "date_received desc, id desc"
    _number_prefix = "SK-"
    _ops_clause = "W5.C"
    _ops_derived_clause = "W5.B"
    _transitions = {
        **MOVES,
        "told": Move("tell", ("approved",), roles=("sales_support", "consultant"), clause="W5.D"),
        "reversed": Move("reverse", IN_BOOKS),
        "cancel": Move("cancel", UNDECIDED),
    }
    # what the requester says, and what finance says about it
    _state_sets = {"asked": ("submitted", *BOOKED), "booked": BOOKED}

    state = fields.Selection(
        selection_add=[
            ("draft",),
            ("submitted",),
            ("approved", "Confirmed"),
            ("told", "Customer told"),
            ("loosened", "Changed in the books"),
            ("refused",),
            ("reversed", "Reversed"),
            ("cancel",),
        ],
        ondelete={"told": "set default", "loosened": "set default", "reversed": "set default"},
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="restrict", frozen="asked"
    )
    salesperson_id = fields.Many2one(
        "res.users", compute="_compute_people", store=True, index="btree_not_null", derived=True
    )
    team_id = fields.Many2one(
        "crm.team", "Sales team", compute="_compute_people", store=True, index=True, derived=True
    )
    date_received = fields.Date(
        "Date received",
        required=True,
        default=fields.Date.context_today,
        help="Day on which the money arrived; the payment is posted on this date.",
        frozen="asked",
    )
    amount = fields.Monetary("Amount received", required=True, frozen="asked")
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        frozen="asked",
    )
    method = fields.Selection(
        [
            ("transfer", "Bank transfer"),
            ("cheque", "Cheque"),
            ("acceptance", "Acceptance bill"),
            ("draft", "Bank draft"),
            ("cash", "Cash"),
            ("other", "Other"),
        ],
        default="transfer",
        required=True,
        frozen="asked",
    )
    journal_id = fields.Many2one(
        "account.journal",
        "Received in",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        check_company=True,
        domain=[("type", "in", MONEY_JOURNALS)],
        help="Bank or cash journal in which finance posts the payment.",
        frozen="booked",
    )
    write_off_account_id = fields.Many2one(
        "account.account",
        "Write-off account",
        compute="_compute_write_off_account_id",
        store=True,
        readonly=False,
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', 'asset_cash'))]",
        help="Takes what finance gives up of the invoices; the default is in the settings.",
        frozen="booked",
    )
    payer_reference = fields.Char(
        "Payer's reference",
        help="Number of the transfer, cheque, bill or draft.",
        index="btree_not_null",
        frozen="asked",
    )
    # the same number however it is written; see `_get_twin`
    reference_key = fields.Char(
        compute="_compute_reference_key", store=True, index="btree_not_null", derived=True
    )
    note = fields.Text("Remark", frozen="asked")
    allocation_ids = fields.One2many("ops.receipt.allocation", "receipt_id", "Invoices paid", frozen="asked")
    order_ids = fields.Many2many(
        "sale.order",
        "ops_receipt_sale_order_rel",
        "receipt_id",
        "order_id",
        string="Orders",
        compute="_compute_order_ids",
        store=True,
        readonly=False,
        help="What is not allocated to an invoice is an advance on these orders.",
        frozen="asked",
    )
    amount_allocated = fields.Monetary("Allocated", compute="_compute_amounts", store=True, derived=True)
    amount_advance = fields.Monetary(
        "Advance",
        compute="_compute_amounts",
        store=True,
        help="Not allocated to an invoice: stays the customer's credit and can be assigned later.",
        derived=True,
    )
    amount_write_off = fields.Monetary("Write-off", compute="_compute_amounts", store=True, derived=True)
    amount_advance_open = fields.Monetary(
        "Advance still open", compute="_compute_amount_advance_open", help="By the books, as of now."
    )
    payment_id = fields.Many2one(
        "account.payment", readonly=True, copy=False, index="btree_not_null", ondelete="restrict", stamp=True
    )
    transaction_id = fields.Many2one(
        "payment.transaction", "Online payment", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    date_told = fields.Datetime("Customer told on", readonly=True, copy=False, stamp=True)
    told_by_id = fields.Many2one("res.users", "Told by", readonly=True, copy=False, stamp=True)
    date_reversed = fields.Datetime("Reversed on", readonly=True, copy=False, stamp=True)
    reversed_by_id = fields.Many2one("res.users", "Reversed by", readonly=True, copy=False, stamp=True)
    reverse_reason = fields.Text("Reason of the reversal", readonly=True, copy=False, stamp=True)
    invoice_count = fields.Integer("Number of invoices", compute="_compute_counts")
    order_count = fields.Integer("Number of orders", compute="_compute_counts")

    _amount_not_negative = models.Constraint("CHECK(amount >= 0)", "An amount received is not negative.")
    _one_per_transaction = models.UniqueIndex(
        "(transaction_id) WHERE transaction_id IS NOT NULL", "This online payment has its receipt request."
    )
    _duplicate_idx = models.Index("(company_id, partner_id, date_received)")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("payer_reference")
    def _compute_reference_key(self):
        for receipt in self:
            receipt.reference_key = identifier_key(receipt.payer_reference) or False

    @api.depends("partner_id", "order_ids", "allocation_ids.move_id")
    def _compute_people(self):
        """The salesperson of the orders, else of the invoices, else of the customer, else who enters it."""
        seller = self.env.user if self.env.user.has_group("sales_team.group_sale_salesman") else None
        for receipt in self:
            orders, moves = receipt.order_ids, receipt.allocation_ids.move_id
            known = orders.user_id[:1] or moves.invoice_user_id[:1] or receipt.partner_id.user_id
            receipt.salesperson_id = known or receipt.salesperson_id or seller
            receipt.team_id = orders.team_id[:1] or moves.team_id[:1] or receipt.salesperson_id.sale_team_id

    @api.depends("company_id")
    def _compute_currency_id(self):
        for receipt in self:
            receipt.currency_id = receipt.company_id.currency_id

    @api.depends("company_id", "method", "currency_id")
    def _compute_journal_id(self):
        """Propose the journal of the receipt's currency that fits its method."""
        journals = self.env["account.journal"].search(
            [("company_id", "in", self.company_id.ids), *self._get_journal_domain()]
        )
        for receipt in self:
            kind = "cash" if receipt.method == "cash" else "bank"
            fitting = journals.filtered(
                lambda journal, receipt=receipt, kind=kind: (
                    journal.company_id == receipt.company_id and journal.type == kind
                )
            )
            own = fitting.filtered(
                lambda journal, receipt=receipt: journal.currency_id == receipt.currency_id
            )
            receipt.journal_id = (
                own or fitting.filtered(lambda journal: not journal.currency_id) or fitting
            )[:1]

    @api.depends("company_id")
    def _compute_write_off_account_id(self):
        for receipt in self:
            receipt.write_off_account_id = receipt.company_id.ops_write_off_account_id

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    _ops_created = ((10, "_check_orders_created"),)
    _ops_on_write = ((10, "_check_orders_written"),)

    # ------------------------------------------------------------------
    # Who and what
    # ------------------------------------------------------------------
    def _ops_owner(self):
        return self.salesperson_id | self.order_ids.user_id

    @api.model
    def _ops_post_ladder(self, post):
        """Only finance confirms (W5.C): nobody stands in for it."""
        return ("finance",) if post == "finance" else super()._ops_post_ladder(post)

    def _ops_inbox_summary(self):
        # sudo: the customer's name, of documents that the user reads
        return {
            receipt.id: {
                "ops_summary": self.env._(
                    "%(customer)s · received", customer=receipt.partner_id.sudo().display_name
                ),
                "ops_amount": receipt.amount,
                "ops_amount_kind": "received",
                "ops_currency_id": receipt.currency_id.id,
            }
            for receipt in self
        }
