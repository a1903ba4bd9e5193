from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from ....tools.fapiao import tidy_numbers
from ..invoice_request.ops_invoice_request import INVOICE_TYPES

# Customer invoices; credit notes, vendor bills and plain entries stay finance's own.
GATED_TYPES = ("out_invoice", "out_receipt")
# Something is still to be collected.
UNPAID = ("not_paid", "partial")
WATCHED = {
    "state",
    "move_type",
    "company_id",
    "journal_id",
    "partner_id",
    "currency_id",
    "invoice_payment_term_id",
    "fiscal_position_id",
    "invoice_line_ids",
    "line_ids",
    "invoice_date",
    "invoice_currency_rate",
    "ops_invoice_type",
    "ops_fapiao_code",
    "ops_fapiao_number",
}


class AccountMove(models.Model):
    """A customer invoice is posted through an approved request, and in no other way (W6.C).

    Every way of posting ends in a write of `state`; what was approved is kept on the invoice, so that it is
    posted again only as it was approved.

    Split by concern: here what is asked at the door (`door.py`); `cover.py` what covers an invoice;
    `fixed.py` what stays as it was approved while it is posted; `exception.py` finance's documented
    exception.
    """

    _name = "account.move"
    _inherit = ["account.move", "ops.post.mixin", "ops.follows"]

    # what is paid has its own sentence in `payment/account_move.py`, where payment blocks stay free
    _ops_written_by_core = ("payment_state", "made_sequence_gap")
    _ops_follows_clause = _ops_clause = "W6.C"
    _ops_drops_stamps = True

    ops_invoice_request_id = fields.Many2one(
        "ops.invoice.request",
        "Invoice request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        stamp=True,
    )
    ops_approved_content = fields.Json("Approved invoice content", readonly=True, copy=False, stamp=True)
    ops_invoice_type = fields.Selection(INVOICE_TYPES, string="Kind of invoice", copy=False)
    ops_fapiao_code = fields.Char("VAT fapiao code", copy=False)
    ops_fapiao_number = fields.Char("VAT fapiao number(s)", copy=False, index="trigram")
    ops_exempt = fields.Boolean(
        "Exempt",
        readonly=True,
        copy=False,
        help="Existed already when the rulebook was switched on: posted freely, for the same customer and "
        "not a higher amount.",
        stamp=True,
    )
    ops_exempt_amount = fields.Monetary("Exempt up to", readonly=True, copy=False, stamp=True)
    ops_exempt_partner_id = fields.Many2one(
        "res.partner", "Exempt for", readonly=True, copy=False, index="btree_not_null", stamp=True
    )
    ops_is_gated = fields.Boolean("Needs an invoice request", compute="_compute_ops_posting_problem")
    ops_posting_problem = fields.Text("Before it can be posted", compute="_compute_ops_posting_problem")

    @api.depends("state", "move_type", "company_id")
    def _compute_ops_posting_problem(self):
        gated = self._ops_filter_gated()
        for move in self:
            move.ops_is_gated = move in gated
            closed = move in gated and move.state == "draft" and move.id
            move.ops_posting_problem = closed and move._ops_get_posting_problem()

    @api.depends("ops_posting_problem")
    def _compute_hide_post_button(self):
        """Do not offer what would be refused."""
        result = super()._compute_hide_post_button()
        for move in self._ops_filter_gated():
            move.hide_post_button = move.hide_post_button or bool(move.ops_posting_problem)
        return result

    # ------------------------------------------------------------------
    # CRUD: the choke points of `state`
    # ------------------------------------------------------------------
    def _ops_require_request_created(self, _vals_list):
        self._ops_require_approval_of_posted()

    @contextmanager
    def _ops_passing_request(self, vals):
        """Check what posts an invoice, or changes what was approved of it, before and after it is written."""
        if vals.keys().isdisjoint(WATCHED):
            yield
            return
        if vals.get("state") == "posted":
            # before as well as after: whoever catches the refusal must not be left with a posted invoice
            self._ops_require_approval()
        with self._ops_keep_approved():
            yield
        self._ops_require_approval_of_posted()
        if vals.get("state") == "posted":
            self._ops_tell_request()
            self.env["ops.invoice.request"]._ops_log_open(
                self.filtered(lambda move: move.move_type in GATED_TYPES)
            )

    def _inverse_tax_totals(self):
        """Core computes the totals itself when a form sends the taxes of a bill, corrected or not."""
        with self._ops_core_computes():
            return super()._inverse_tax_totals()

    def _ops_refuse_deletion(self):
        """The invoice of a request is cancelled or reversed, not deleted: its request refers to it."""
        requested = self.filtered("ops_invoice_request_id")
        if requested:
            raise UserError(
                self.env._(
                    "%(invoice)s was made by an approved invoice request. Cancel it or reverse it instead "
                    "(W6.C).",
                    invoice=requested[0].display_name,
                )
            )

    @api.model
    def _ops_prepare_vals(self, vals):
        """Take fapiao numbers in ordinary digits, however they were typed."""
        vals = super()._ops_prepare_vals(vals)
        names = {"ops_fapiao_code", "ops_fapiao_number"} & vals.keys()
        return {**vals, **{name: tidy_numbers(vals[name]) for name in names}} if names else vals

    def _stamp(self, vals):
        """Core marks written invoices as changed by hand; a stamp changes nothing of them."""
        return super(AccountMove, self.with_context(skip_is_manually_modified=True))._stamp(vals)

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------
    def _ops_filter_gated(self):
        """Return the customer invoices of companies where the gate stands (no query when none has it)."""
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(lambda move: move.move_type in GATED_TYPES and move.company_id.id in companies)

    def _ops_require_approval_of_posted(self):
        self._ops_filter_gated().filtered(lambda move: move.state == "posted")._ops_require_approval()

    def _ops_require_approval(self):
        """Refuse to post what no approved request, exemption or exception covers.

        Clause: W6.C

        :raises UserError: names the invoice, why, and who does what next
        """
        problems = [
            problem for move in self._ops_filter_gated() if (problem := move._ops_get_posting_problem())
        ]
        if problems:
            raise UserError("\n".join(problems))

    # ------------------------------------------------------------------
    # The request follows its invoice
    # ------------------------------------------------------------------
    def _ops_tell_request(self):
        """Once its invoice is posted, a request is invoiced."""
        if not self.ops_invoice_request_id:
            return
        # sudo: whoever may post the invoice need not be allowed to write its request
        requests = self.sudo().ops_invoice_request_id.filtered(lambda request: request.state == "approved")
        for request in requests:
            request._ops_move("invoiced")

    def action_ops_open_request(self):
        """Open the request that this invoice was made by."""
        return open_records(self.ops_invoice_request_id)
