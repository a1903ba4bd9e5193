from odoo import api, fields, models

from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move

LONGEST = 92


class OpsTrip(models.Model):
    """A business trip: asked for, approved by whoever stands above the person, reported day by day, closed.

    Split by concern: here what is asked for, `days.py` on which days somebody is away, `duty.py` what he owes
    for each, `under_way.py` leaving and coming back, `change.py` shorter and longer trips.
    """

    _name = "ops.trip"
    _inherit = ["ops.personal", "ops.document"]
    _description = "Business trip"
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "place", "purpose"]

    _ops_clause = "M7.5"
    _number_prefix = "CC-"
    _transitions = {
        **MOVES,
        "running": Move("start", ("approved",)),
        "closed": Move("close", ("approved", "running")),
    }
    _state_sets = {
        "asked": ("submitted", "approved", "running", "closed", "cancel"),
        "ended": ("closed", "cancel"),
    }
    _closed_states = ("closed", "cancel")

    user_id = fields.Many2one(string="Traveller", frozen="asked")
    place = fields.Char("Places", required=True, frozen="asked", help="Where the trip leads, in its order.")
    purpose = fields.Char(required=True, frozen="asked", tracking=True)
    date_start = fields.Datetime("Leaves", required=True, frozen="asked", tracking=True)
    date_end = fields.Datetime("Is back", required=True, frozen="asked", tracking=True)
    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        domain="[('parent_id', '=', False)]",  # as text: core searches no list for a new contact
        check_company=True,
        frozen="ended",
    )
    reach = fields.Char(
        "How to be reached", frozen="ended", help="Telephone, hotel, whom to ring up while somebody is away."
    )
    date_left = fields.Datetime("Left on", readonly=True, copy=False, stamp=True)
    date_back = fields.Datetime("Back on", readonly=True, copy=False, stamp=True)
    state = fields.Selection(
        selection_add=[("running", "On the way"), ("closed", "Closed")],
        ondelete={"running": "cascade", "closed": "cascade"},
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_end > date_start)", "A trip ends after it began: correct the times (M7.5)."
    )
    _person_day_idx = models.Index("(user_id, date_start)")

    @api.depends("name", "place")
    def _compute_display_name(self):
        for trip in self:
            trip.display_name = " ".join(filter(None, (trip.name or self._ops_kind(), trip.place)))

    # ------------------------------------------------------------------
    # The request
    # ------------------------------------------------------------------
    def _get_content_blockers(self):
        blockers = super()._get_content_blockers()
        if not (self.purpose or "").strip():
            blockers.append(self.env._("Say what the trip is for."))
        if not (self.place or "").strip():
            blockers.append(self.env._("Say where it leads."))
        if self.date_start and self.date_end:
            if (self.date_end - self.date_start).days > LONGEST:
                blockers.append(self.env._("A trip lasts %(days)s days at most.", days=LONGEST))
            blockers += self._get_overlap_blockers(self.date_start, self.date_end)
        return blockers

    def _get_submit_blockers(self):
        blockers = super()._get_submit_blockers()
        if self.date_end and self.date_end <= fields.Datetime.now():
            blockers.append(self.env._("The trip is over already: enter the times of the one to come."))
        return blockers

    def _get_overlap_blockers(self, start, end):
        """Return what says that the person is on another trip then."""
        self.ensure_one()
        # sudo: that a person is away, whoever asks for him
        other = self.sudo().search(
            [
                ("id", "!=", self._origin.id),
                ("user_id", "=", self.user_id.id),
                ("state", "in", ("submitted", "approved", "running")),
                ("date_start", "<", end),
                ("date_end", ">", start),
            ],
            limit=1,
        )
        if not other:
            return []
        return [self.env._("The person is on another trip then: %(trip)s.", trip=other.display_name)]

    def _ops_inbox_summary(self):
        return {trip.id: {"ops_summary": " · ".join(filter(None, trip._get_summary()))} for trip in self}

    def _get_summary(self):
        # sudo: a colleague's name
        return self.sudo().user_id.name, self._get_when(), self.place, self.purpose

    def _ops_post_on_document(self, post):
        """The head of the traveller is his sales manager here, whatever he is called."""
        found = super()._ops_post_on_document(post)
        return self.head_id if post == "sales_manager" and not found else found
