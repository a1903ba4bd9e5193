from odoo import api, fields, models
from odoo.exceptions import ValidationError

# States in which it is decided that the company takes part: quotations may be made.
PARTICIPATING = ("approved", "quoted", "won", "lost")
RESULT = ("result_reason", "winner", "winner_price", "is_winner_unknown", "won_order_id")
# Nobody has decided yet whether to take part.
BEFORE_DECISION = ("draft", "submitted")
# Who decides, and therefore may also undo an entry that was never reported (not his own).
DECIDERS = ("sales_manager", "leader")


class OpsBid(models.Model):
    """An inquiry or tender: reported first, decided, quoted, and what came of it (W2.A).

    Here identity and content; `flow.py` has its moves, `quotation.py` what follows from it for quotations.
    """

    _name = "ops.bid"
    _inherit = ["ops.document"]
    _description = "Bid"
    _order = "id desc"
    _rec_names_search = ["name", "title", "tender_number", "partner_id"]

    _number_prefix = "BID-"
    _get_origins = ("lead_id",)
    _ops_clause = "W2.A"
    # while it is decided; what the decision was made on; what came of it
    _state_sets = {
        "deciding": ("submitted",),
        "decided": ("submitted", "approved", "quoted", "won", "lost", "answered", "cancel"),
        "ended": ("won", "lost", "answered", "cancel"),
    }

    state = fields.Selection(
        selection_add=[
            ("draft", "Received"),
            ("submitted", "Reported"),
            ("approved", "Participating"),
            ("refused", "Declined"),
            ("quoted", "Quoted"),
            ("won", "Won"),
            ("lost", "Lost"),
            ("cancel", "Cancelled"),
        ],
        ondelete=dict.fromkeys(("quoted", "won", "lost"), "cascade"),
        group_expand=True,
        help="Quotations can be made once it is decided to take part (W2.A).",
    )
    title = fields.Char(
        "Subject",
        compute="_compute_from_lead",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index="trigram",
        help="What is asked for, in a few words.",
        frozen="deciding",
    )
    kind = fields.Selection(
        [
            ("inquiry", "Inquiry"),
            ("comparison", "Price comparison"),
            ("tender", "Tender"),
            ("negotiation", "Negotiation"),
        ],
        default="inquiry",
        required=True,
        tracking=True,
        frozen="decided",
    )
    tender_number = fields.Char("Customer's tender number")

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", check_company=True, index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_from_lead",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        index=True,
        tracking=True,
        frozen="decided",
    )
    user_id = fields.Many2one(
        "res.users",
        "Consultant",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
        help="Reports the bid; never decides it.",
        frozen="deciding",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index=True,
        tracking=True,
        help="Its manager decides whether to take part.",
        frozen="deciding",
    )

    date_received = fields.Datetime(
        "Received on",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        tracking=True,
        help="The clock for reporting it starts here.",
        frozen="decided",
    )
    date_report_due = fields.Datetime("Report due", readonly=True, copy=False, stamp=True)
    date_reported = fields.Datetime("Reported on", readonly=True, copy=False, stamp=True)
    is_report_late = fields.Boolean("Reported late", readonly=True, copy=False, stamp=True)
    date_closing = fields.Datetime(
        "Closes on", tracking=True, index="btree_not_null", help="Offers are handed in until then."
    )
    date_opening = fields.Datetime("Opens on", help="When the customer opens the offers.")

    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self._get_company_worked_in().currency_id,
        frozen="decided",
    )
    estimated_amount = fields.Monetary(
        "Estimated amount, untaxed",
        compute="_compute_from_lead",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Untaxed; from the amount in Settings on, a company leader decides too.",
        frozen="decided",
    )
    bond_amount = fields.Monetary("Bid bond", help="Deposit the customer asks of bidders.")
    is_major = fields.Boolean(
        "Major",
        readonly=True,
        copy=False,
        help="Frozen at the report: a company leader decides too (W2.A).",
        stamp=True,
    )
    major_marked = fields.Boolean(
        "Marked as major",
        copy=False,
        tracking=True,
        help="The sales manager or a leader asks for a leader's decision although the amount is below "
        "the limit.",
    )

    description = fields.Text("What is asked for", frozen="deciding")
    line_ids = fields.One2many("ops.bid.line", "bid_id", "Requirements", copy=True, frozen="deciding")

    order_ids = fields.One2many("sale.order", "ops_bid_id", "Quotations", copy=False)
    order_count = fields.Integer("Quotation count", compute="_compute_order_count")
    won_order_id = fields.Many2one(
        "sale.order", "Won with", copy=False, check_company=True, index="btree_not_null", frozen="ended"
    )
    result_reason = fields.Text("Reason of the result", copy=False, frozen="ended")
    winner = fields.Char(copy=False, help="Who got it instead of us.", frozen="ended")
    winner_price = fields.Monetary("Winner's price", copy=False, frozen="ended")
    is_winner_unknown = fields.Boolean("Winner not disclosed", copy=False, frozen="ended")
    date_result = fields.Datetime("Result on", readonly=True, copy=False, stamp=True)
    can_decide = fields.Boolean("May decide", compute="_compute_can_decide")

    _open_idx = models.Index("(user_id, state) WHERE state IN ('draft', 'submitted', 'approved', 'quoted')")
    _amounts_positive = models.Constraint(
        "CHECK(estimated_amount >= 0 AND bond_amount >= 0 AND winner_price >= 0)",
        "Amounts of a bid are not negative.",
    )

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("lead_id")
    def _compute_from_lead(self):
        """Take over what the opportunity says, where nothing is entered yet."""
        for bid in self:
            lead = bid.lead_id
            bid.title = bid.title or lead.name
            bid.partner_id = bid.partner_id or lead.partner_id
            bid.estimated_amount = bid.estimated_amount or lead.expected_revenue

    @api.depends("lead_id")
    def _compute_user_id(self):
        for bid in self:
            bid.user_id = bid.user_id or bid.lead_id.user_id or self.env.user

    @api.depends("lead_id", "user_id")
    def _compute_team_id(self):
        for bid in self:
            bid.team_id = bid.team_id or bid.lead_id.team_id or bid.user_id.sale_team_id

    @api.depends("name", "title")
    def _compute_display_name(self):
        for bid in self:
            bid.display_name = " ".join(filter(None, (bid.name, bid.title)))

    @api.depends("order_ids")
    def _compute_order_count(self):
        groups = self.env["sale.order"]._read_group(
            [("ops_bid_id", "in", self.ids)], ["ops_bid_id"], ["__count"]
        )
        counts = {bid.id: count for bid, count in groups}
        for bid in self:
            bid.order_count = counts.get(bid._origin.id, 0)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        decides = self.env.user._ops_has_role(*DECIDERS)
        for bid in self:
            bid.can_decide = decides and self.env.user != bid.user_id

    @api.constrains("date_received")
    def _check_date_received(self):
        future = self.filtered(lambda bid: bid.date_received > fields.Datetime.now())
        if future:
            raise ValidationError(
                self.env._(
                    "%(bid)s: enter when it was received; that cannot be later than now (W2.A).",
                    bid=future[0].display_name,
                )
            )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    _ops_created = ((10, "_open_report_created"),)
    _ops_on_write = ((10, "_keep_report"),)
