from odoo import api, fields, models

INVOICE_TYPES = [
    ("special", "VAT special"),
    ("general", "VAT general"),
    ("electronic", "VAT general, electronic"),
]
# The invoice is made.
ISSUED = ("invoiced", "handed_over")
FINANCE_FIELDS = ("date_invoice", "fapiao_code", "fapiao_number")
SIGN_FIELDS = ("signed_by", "date_signed", "waybill", "signature", "sign_scan_ids")


class OpsInvoiceRequest(models.Model):
    """Sales support asks for a customer invoice; sales manager, purchasing and finance decide (W6.A–W6.C).

    Finance's approval makes and posts the invoice from the order lines asked for, through core's own hooks,
    so that invoiced quantities and links are core's. One request covers orders of one customer, team,
    currency and payment term.

    Split by concern: here what is asked for; `amount.py` parts asked for by their amount; `check.py` what is
    missing; `gate.py` who may do what and when; `issue.py` the invoice that is made of it.
    """

    _name = "ops.invoice.request"
    _inherit = ["ops.document"]
    _description = "Invoice request"
    _order = "date_planned desc, id desc"

    _number_prefix = "KP-"
    _ops_clause = "W6.C"
    partner_id = fields.Many2one(
        "res.partner",
        "Invoice to",
        required=True,
        index=True,
        tracking=True,
        help="The customer or his invoice address; all orders are of the same company.",
        frozen="asked",
    )
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id", string="Customer")
    invoice_type = fields.Selection(
        INVOICE_TYPES,
        string="Kind of invoice",
        required=True,
        default="special",
        tracking=True,
        frozen="asked",
    )
    tax_title = fields.Char(
        "Buyer's title",
        compute="_compute_tax_title",
        store=True,
        readonly=False,
        precompute=True,
        help="As printed on the VAT invoice; from the customer's file.",
        frozen="asked",
    )
    tax_number = fields.Char(
        "Buyer's tax number",
        compute="_compute_tax_title",
        store=True,
        readonly=False,
        precompute=True,
        help="Unified social credit code. Required for a VAT special invoice.",
        frozen="asked",
    )
    basis = fields.Selection(
        [("delivered", "Delivered quantities"), ("ordered", "Ordered quantities")],
        string="Invoice from",
        required=True,
        default="delivered",
        help="Up to which quantity the lines may be invoiced: what was delivered, or what was ordered.",
        frozen="asked",
    )
    date_planned = fields.Date(
        "Needed on",
        required=True,
        default=lambda self: self._default_date_planned(),
        tracking=True,
        help="A request is entered a working day ahead; later ones are flagged (R10).",
        frozen="asked",
    )
    is_short_notice = fields.Boolean("Short notice", readonly=True, copy=False, stamp=True)
    date_invoice = fields.Date(
        "Invoice date",
        copy=False,
        help="Set by finance; empty: the day of finance's approval.",
        frozen="decided",
    )
    note = fields.Text(
        "Remarks", help="What finance has to know: several fapiao, special wording …", frozen="asked"
    )

    line_ids = fields.One2many(
        "ops.invoice.request.line",
        "request_id",
        "Lines",
        copy=True,
        bypass_search_access=True,
        frozen="asked",
    )
    order_ids = fields.Many2many(
        "sale.order", string="Orders", compute="_compute_order_ids", compute_sudo=True
    )
    order_count = fields.Integer("Number of orders", compute="_compute_order_ids", compute_sudo=True)
    add_order_id = fields.Many2one(
        "sale.order",
        "Add order",
        store=False,
        help="Adds what is to be invoiced of another order of the same customer.",
    )
    deduct_down_payments = fields.Boolean(
        "Deduct down payments",
        default=True,
        help="Take the down payments invoiced before off this invoice.",
        frozen="asked",
    )
    has_down_payments = fields.Boolean(
        "Has down payments", compute="_compute_has_down_payments", compute_sudo=True
    )

    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        compute="_compute_from_orders",
        store=True,
        index="btree_not_null",
        derived=True,
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        compute="_compute_from_orders",
        store=True,
        index="btree_not_null",
        derived=True,
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_from_orders", store=True, derived=True)
    payment_term_id = fields.Many2one(
        "account.payment.term", "Payment terms", compute="_compute_from_orders", store=True, derived=True
    )
    amount_untaxed = fields.Monetary("Untaxed amount", compute="_compute_amounts", store=True, derived=True)
    amount_tax = fields.Monetary("Tax", compute="_compute_amounts", store=True, derived=True)
    amount_total = fields.Monetary("Amount with tax", compute="_compute_amounts", store=True, derived=True)

    state = fields.Selection(
        selection_add=[("invoiced", "Invoiced"), ("handed_over", "Signed for"), ("refused",), ("cancel",)],
        ondelete={"invoiced": "cascade", "handed_over": "cascade"},
    )
    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        stamp=True,
    )
    move_name = fields.Char("Invoice number", related="move_id.name", depends=["move_id"])
    fapiao_code = fields.Char(
        "Fapiao code", copy=False, help="12 digits (10 on printed special ones); none on a fully digital one."
    )
    fapiao_number = fields.Char(
        "Fapiao number(s)",
        copy=False,
        index="trigram",
        help="20 digits when fully digital, else 8 digits within the code. Several: separated by commas.",
    )
    signed_by = fields.Char(
        "Signed by", copy=False, tracking=True, help="Who signed at the customer's.", frozen="signed"
    )
    date_signed = fields.Datetime("Signed for on", copy=False, tracking=True, frozen="signed")
    handed_over_by_id = fields.Many2one("res.users", "Handed over by", readonly=True, copy=False, stamp=True)

    _unsigned_idx = models.Index("(company_id, date_planned) WHERE state = 'invoiced'")

    # ------------------------------------------------------------------
    # Defaults and computed values
    # ------------------------------------------------------------------
    @api.model
    def _default_date_planned(self):
        """Return the first working day that is far enough ahead (R10); after work today no longer counts."""
        company, now = self._get_company_worked_in(), fields.Datetime.now()
        calendar = company.resource_calendar_id
        number, _unit, _dates = self.env["ops.clause"]._get_limit("R10", company) or (1, "", "")
        today_ends = calendar._ops_deadline(now, 0, "end_of_day", company=company)
        due = calendar._ops_deadline(max(now, today_ends), number, "working_days", company=company)
        return fields.Datetime.context_timestamp(self.with_context(tz=calendar.tz or "UTC"), due).date()

    @api.depends("line_ids.order_line_id")
    def _compute_order_ids(self):
        for request in self:
            request.order_ids = request.line_ids.order_line_id.order_id
            request.order_count = len(request.order_ids)

    @api.depends("line_ids.order_line_id")
    def _compute_has_down_payments(self):
        for request in self:
            request.has_down_payments = bool(request._get_down_payment_lines())

    @api.depends("line_ids.order_line_id", "company_id")
    def _compute_from_orders(self):
        """Take over what the orders agree on; what they differ in keeps the request from being submitted."""
        for request in self:
            order = request.line_ids.order_line_id.order_id[:1]
            request.user_id = order.user_id
            request.team_id = order.team_id
            request.currency_id = order.currency_id or request.company_id.currency_id
            request.payment_term_id = order.payment_term_id

    # not on price and taxes of the order lines: what is asked for is checked against them (`_get_changes`)
    @api.depends(
        "line_ids.order_line_id",
        "line_ids.quantity",
        "line_ids.amount_asked",
        "line_ids.amount_kind",
        "deduct_down_payments",
    )
    def _compute_amounts(self):
        """Compute the amounts as core will on the invoice, to the cent."""
        tax_model = self.env["account.tax"]
        for request in self:
            company = request.company_id or self.env.company
            lines = request.line_ids.filtered("order_line_id")
            base_lines = [
                line._prepare_base_line() for line in lines
            ] + request._prepare_down_payment_base_lines()
            tax_model._add_tax_details_in_base_lines(base_lines, company)
            tax_model._round_base_lines_tax_details(base_lines, company)
            totals = tax_model._get_tax_totals_summary(
                base_lines=base_lines,
                currency=lines.order_line_id[:1].currency_id or company.currency_id,
                company=company,
            )
            request.amount_untaxed = totals["base_amount_currency"]
            request.amount_tax = totals["tax_amount_currency"]
            request.amount_total = totals["total_amount_currency"]
