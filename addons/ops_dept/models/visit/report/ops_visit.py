from odoo import api, fields, models

RESULTS = [
    ("booking", "Booked"),
    ("quotation", "Wants a quotation"),
    ("interested", "Interested"),
    ("undecided", "Undecided"),
    ("no", "No interest"),
    ("not_met", "Not met"),
]
NOT_NEXT = [
    ("customer", "The customer gets in touch"),
    ("done", "Everything is settled"),
    ("no_need", "No need in sight"),
    ("other", "Something else"),
]
LONG_REASONS = [
    ("customer", "The customer wished it"),
    ("waiting", "I had to wait"),
    ("other", "Something else"),
]


class OpsVisit(models.Model):
    """What a report says: choices first, then words that one can dictate.

    Clauses: V1.7, V3.5, V3.6, V3.7, V4.1, V6.2, N2.3–N2.7, N3.1
    """

    _inherit = "ops.visit"

    result = fields.Selection(RESULTS, tracking=True, index="btree_not_null", frozen="closed")
    talk = fields.Text(
        "What was said", tracking=True, frozen="closed", help="Notes can be saved while you are there (V1.7)."
    )
    fact_ids = fields.One2many("ops.customer.fact", "visit_id", "Needs and interests", frozen="closed")
    competitor_id = fields.Many2one(
        "res.partner",
        domain=[("ops_is_competitor", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
        frozen="closed",
    )
    competitor_reason = fields.Char("Why he buys there", frozen="closed")
    solution = fields.Text("Solution proposed", tracking=True, frozen="closed")
    objection_ids = fields.One2many("ops.visit.objection", "visit_id", "Objections", frozen="closed")
    offer_ids = fields.One2many("ops.visit.offer", "visit_id", "Offered", frozen="closed")
    currency_id = fields.Many2one(related="company_id.currency_id")
    commitment = fields.Char("Promised by us", tracking=True, frozen="closed")
    promise = fields.Char("Promised by the customer", tracking=True, frozen="closed")
    complaint = fields.Text(tracking=True, frozen="closed", help="Opens a ticket in one tap (V3.6).")
    long_reason = fields.Selection(
        LONG_REASONS,
        "Why so long",
        frozen="closed",
        help="Asked from twice the planned time on (V3.8).",
    )
    is_long = fields.Boolean(compute="_compute_is_long", export_string_translation=False)

    next_date = fields.Datetime("Next on", tracking=True, frozen="closed")
    next_channel = fields.Selection(
        [("visit", "Visit"), ("outbound", "Call")],
        "Next as",
        frozen="closed",
        help="Empty: the same as this time; after a call an appointment is made as a visit (P3.6).",
    )
    next_place = fields.Char("Next at", frozen="closed", help="Empty: the same place.")
    next_focus = fields.Char("Next about", tracking=True, frozen="closed")
    no_next = fields.Selection(NOT_NEXT, "No next visit, because", tracking=True, frozen="closed")

    @api.depends("minutes", "minutes_planned")
    def _compute_is_long(self):
        for visit in self:
            visit.is_long = visit._is_long()

    @api.onchange("no_next")
    def _onchange_no_next(self):
        if self.no_next:
            self.next_date = self.next_place = self.next_focus = False

    @api.onchange("next_date")
    def _onchange_next_date(self):
        if self.next_date:
            self.no_next = False

    # Fields that other folders add to the report: a row of one name each.
    _report_fields = ()

    @api.model
    def _get_report_names(self):
        """Return the fields that only the consultant fills in."""
        rows = (row for cls in type(self).__mro__ for row in cls.__dict__.get("_report_fields", ()))
        return (
            *(name for (name,) in rows),
            *("result", "talk", "fact_ids", "competitor_id", "competitor_reason", "solution"),
            *("objection_ids", "offer_ids", "commitment", "promise", "complaint", "long_reason"),
            *("next_date", "next_channel", "next_place", "next_focus", "no_next"),
            *("booking_date", "booking_amount"),
        )

    def _get_fact_owners(self):
        """Return id → what a fact learnt on each visit is about: the customer's file, opened where there is
        none, or the lead.
        """
        # sudo: the file of the customer visited, which may be a colleague's; a fact is added, none is read
        files_sudo = self.env["ops.customer"].sudo()
        result = {}
        for visit in self:
            customer = visit.partner_id.sudo()
            if not customer:
                result[visit.id] = {"lead_id": visit.lead_id.id, "customer_id": False}
                continue
            found = files_sudo._get_of(customer, visit.company_id) or files_sudo.create(
                {"partner_id": customer.id, "company_id": visit.company_id.id, "importance": "prospect"}
            )
            result[visit.id] = {"customer_id": found.id, "lead_id": False}
        return result
