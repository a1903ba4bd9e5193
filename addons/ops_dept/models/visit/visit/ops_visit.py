from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...policy.guarded.moves import Move

CHANNELS = [("visit", "Visit"), ("outbound", "Outbound call"), ("inbound", "Inbound call")]
STATES = [
    ("planned", "Upcoming"),
    ("departed", "On the way"),
    ("arrived", "There"),
    ("finished", "To report"),
    ("reported", "Handed in"),
    ("reviewed", "Reviewed"),
    ("cancelled", "Cancelled"),
]
UNDER_WAY = ("departed", "arrived")
CANCEL_REASONS = [
    ("customer", "The customer cancelled"),
    ("prevented", "I was prevented"),
    ("needless", "It is not needed any more"),
    ("other", "Something else"),
]


# Its report is handed in.
WRITTEN = ("reported", "reviewed")


class OpsVisit(models.Model):
    """A contact with a customer that is planned, made, reported and read: a visit, or a call.

    What proves something is one tap or one choice; a real visit is never refused, a forgotten tap is marked.

    Split by concern: here what is planned, with whom and the ways from state to state; `departure.py` what
    must be ready before leaving, `under_way.py` the taps, `late.py` times that are typed afterwards, `end.py`
    how it is cancelled or taken back; the report stands in `visit/report`, the calendar in
    `visit/appointment`.
    """

    _name = "ops.visit"
    _inherit = ["ops.record"]
    _description = "Visit"
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "partner_id"]

    _ops_clause = "V1.1"
    _ops_is_askable = True
    _number_prefix = "BF-"
    _get_origins = ("lead_id", "previous_id")
    _transitions = {
        "planned": Move("reset", ("departed", "cancelled")),
        "departed": Move("depart", ("planned",)),
        "arrived": Move("arrive", ("departed",)),
        "finished": Move("finish", ("planned", "departed", "arrived")),
        "reported": Move("report", ("planned", "finished", "reviewed"), clause="V4.1"),
        "reviewed": Move("review", ("reported",), clause="W1.D"),
        "cancelled": Move("cancel", ("planned", "departed")),
    }
    _state_sets = {
        "gone": ("departed", "arrived", "finished", "reported", "reviewed", "cancelled"),
        "reported": ("reported", "reviewed", "cancelled"),
        "closed": ("reviewed", "cancelled"),
    }

    channel = fields.Selection(CHANNELS, required=True, default="visit", index=True, frozen="gone")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        ondelete="restrict",
        domain=[("parent_id", "=", False)],
        frozen="reported",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The inquiry it is about; a target company that is no contact yet is visited by its lead.",
        frozen="reported",
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Person visited",
        check_company=True,
        domain="[('parent_id', '=', partner_id)]",
        help="The person at the customer.",
        frozen="closed",
    )
    phone = fields.Char(compute="_compute_phone")
    user_id = fields.Many2one(
        "res.users",
        "Consultant",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        tracking=True,
        ondelete="restrict",
        frozen="gone",
    )
    companion_id = fields.Many2one(
        "res.users", "Also along", domain=[("share", "=", False)], check_company=True, frozen="closed"
    )
    team_id = fields.Many2one(
        "crm.team",
        compute="_compute_team_id",
        store=True,
        index="btree_not_null",
        derived=True,
        help="The consultant's team.",
    )
    previous_id = fields.Many2one("ops.visit", "Follows", index="btree_not_null", readonly=True, copy=False)
    next_visit_ids = fields.One2many("ops.visit", "previous_id", "Followed by")

    date_start = fields.Datetime(
        "When", required=True, tracking=True, default=lambda self: self._get_next_half_hour(), frozen="gone"
    )
    minutes_planned = fields.Integer(
        "Minutes planned",
        required=True,
        default=lambda self: self.env.company.ops_visit_minutes,
        help="Half an hour per customer as a rule (V1.6).",
        frozen="gone",
    )
    place = fields.Char(
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        frozen="closed",
        help="The customer's address, unless you meet elsewhere (V2.4).",
    )
    goal_id = fields.Many2one(
        "ops.visit.choice",
        domain=[("kind", "=", "goal")],
        ondelete="restrict",
        frozen="reported",
        help="What it is to come to; in words of your own below (V6.1).",
    )
    goal = fields.Char("Goal in words", frozen="reported")
    outline = fields.Text(
        frozen="reported",
        help="What to ask, what to offer and how; for key customers needed before leaving (V2.5).",
    )
    is_first = fields.Boolean("First visit", compute="_compute_is_first")
    importance = fields.Selection(related="partner_id.ops_importance", string="Importance")

    state = fields.Selection(STATES, default="planned", required=True, copy=False, tracking=True, index=True)
    cancel_reason = fields.Selection(CANCEL_REASONS, "Why cancelled", readonly=True, copy=False, stamp=True)

    _user_day_idx = models.Index("(user_id, date_start)")
    _team_day_idx = models.Index("(team_id, date_start)")
    _company_day_idx = models.Index("(company_id, date_start)")
    _customer_day_idx = models.Index("(partner_id, date_start)")
    _under_way_unique = models.UniqueIndex(
        "(user_id) WHERE channel = 'visit' AND state IN ('departed', 'arrived')",
        "One visit after the other: finish the one that is under way first (V1.1).",
    )
    _minutes_positive = models.Constraint(
        "CHECK (minutes_planned > 0 AND minutes_planned <= 1440)",
        "A visit is planned for 1 to 1440 minutes.",
    )

    @api.model
    def _get_next_half_hour(self):
        """Return the next full or half hour: when a visit is planned that nobody put elsewhere."""
        now = fields.Datetime.now().replace(second=0, microsecond=0)
        return now + timedelta(minutes=-now.minute % 30)

    @api.depends("name", "partner_id", "lead_id")
    def _compute_display_name(self):
        """A visit is called by its customer, too: nobody knows numbers by heart."""
        for visit in self:
            number = visit.name or self._ops_kind()
            visit.display_name = f"{number} {visit._get_customer_name()}".strip()

    def _get_customer_name(self):
        """Return the customer's name, or the target company's as its lead has it."""
        self.ensure_one()
        # sudo: the name of the customer, for who may read the visit
        visit_sudo = self.sudo()
        lead = visit_sudo.lead_id
        return visit_sudo.partner_id.name or lead.partner_name or lead.contact_name or lead.name or ""

    @api.depends("contact_id.phone", "partner_id.phone", "lead_id.phone")
    def _compute_phone(self):
        for visit in self:
            visit.phone = visit.contact_id.phone or visit.partner_id.phone or visit.lead_id.phone

    @api.depends("user_id")
    def _compute_team_id(self):
        for visit in self:
            # sudo: a colleague's team
            visit.team_id = visit.user_id.sudo().sale_team_id

    @api.depends("partner_id", "contact_id", "lead_id")
    def _compute_place(self):
        """Offer the customer's address; once somebody is on his way it stays what it was."""
        for visit in self:
            if visit.state != "planned" and visit.place:
                continue
            where = visit.contact_id if visit.contact_id.street else visit.partner_id
            where = where or visit.lead_id
            parts = (where.state_id.name, where.city, where.street, where.street2) if where else ()
            visit.place = "".join(part for part in parts if part) or visit.place

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        if self.lead_id.partner_id and not self.partner_id:
            self.partner_id = self.lead_id.partner_id.commercial_partner_id

    @api.constrains("partner_id", "lead_id")
    def _check_customer(self):
        for visit in self:
            if not (visit.partner_id or visit.lead_id):
                raise UserError(self.env._("Whom do you visit or call? Choose a customer or a lead (V2.1)."))

    def _ops_prepare_vals(self, vals):
        """Who is visited is the company: of a person chosen as the customer, he becomes the contact."""
        vals = super()._ops_prepare_vals(vals)
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        customer = partner.commercial_partner_id
        if partner and customer != partner:
            vals = {**vals, "partner_id": customer.id}
            vals.setdefault("contact_id", partner.id)
        return vals

    def _ops_team(self):
        """A visit belongs to its consultant's team."""
        return self.team_id

    def _is_visit(self):
        """Tell whether somebody goes there."""
        return self.channel == "visit"

    def _day_of(self, moment):
        """Return the day of a moment where the company is."""
        return (self.company_id or self.env.company)._ops_day_of(moment)
