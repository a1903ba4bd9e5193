from odoo import api, fields, models
from odoo.fields import Command, Domain


class OpsVisit(models.Model):
    """In which situations a visit or call stands, and which cards were shown for it.

    Rooms behind add situations that they know of (`_situation_rows`: a place, and a method of the visits that
    returns situation → the visits in it).

    Clauses: V3.2, V3.3, V3.4, V6.4, P2.1, P3.2
    """

    _inherit = "ops.visit"

    _situation_rows = ((10, "_find_channel_situations"), (20, "_find_competitor_situations"))
    _on_reported = ((5, "_note_shown_cards"),)

    shown_card_ids = fields.Many2many(
        "ops.checklist",
        "ops_visit_shown_card_rel",
        string="Cards shown",
        readonly=True,
        copy=False,
        stamp=True,
        help="What its coach card said to whoever left for the visit or closed the call; that it was shown, "
        "not that it was done.",
    )

    def _get_situations(self):
        """Return visit → the situations it stands in, where their clauses are in force."""
        found = {visit: set() for visit in self}
        for method in self._ops_door_rows("_situation_rows"):
            for situation, visits in getattr(self, method)().items():
                for visit in visits:
                    found[visit].add(situation)
        return found

    def _find_channel_situations(self):
        visits = self.filtered(lambda visit: visit._is_visit())
        return {
            "visit": visits,
            "first": visits.filtered("is_first"),
            "outbound": self.filtered(lambda visit: visit.channel == "outbound"),
            "inbound": self.filtered(lambda visit: visit.channel == "inbound"),
        }

    def _find_competitor_situations(self):
        return {"competitor": self.filtered(lambda visit: visit._get_competitor())}

    def _get_competitor(self):
        """Return whom the customer buys from now: as the report, the lead or his file says."""
        self.ensure_one()
        named = self.competitor_id or self.lead_id.ops_competitor_id
        return named or self.env["ops.customer"]._get_of(self.partner_id, self.company_id).ops_competitor_id

    def _get_cards(self):
        """Return visit → the cards that are shown for it."""
        situations = self._get_situations()
        cards = self.env["ops.checklist"].search(
            Domain("use", "=", "talk") & Domain("situation", "in", list(set().union(*situations.values())))
        )
        return {
            visit: cards.filtered(
                lambda card, visit=visit: (
                    card.situation in situations[visit]
                    and any(visit._holds(code) for code in card.sudo().clause_ids.mapped("code"))
                )
            )
            for visit in self
        }

    def _prepare_depart_vals(self):
        """Keep which cards were shown to who leaves; one person is on one visit at a time."""
        cards = self.env["ops.checklist"].union(*self._get_cards().values())
        return {**super()._prepare_depart_vals(), "shown_card_ids": [Command.set(cards.ids)]}

    def _note_shown_cards(self):
        """Keep which cards were shown to who made a call."""
        calls = self.filtered(lambda visit: not visit._is_visit() and not visit.shown_card_ids)
        for call, cards in calls._get_cards().items():
            if cards:
                call._stamp({"shown_card_ids": [Command.set(cards.ids)]})

    @api.model
    def _shows_coach(self, state):
        return state in ("planned", "departed", "arrived")
