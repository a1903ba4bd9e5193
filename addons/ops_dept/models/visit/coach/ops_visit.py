from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ..visit.ops_visit import WRITTEN


class OpsVisit(models.Model):
    """The cards on the form, before the door: how to talk, and what is known of the customer.

    Rooms add rows of what they know to the customer's card (`_card_rows`: a place, and a method of one
    visit that returns (what, text) pairs, each as far as the user may read it).

    Clauses: P1.2, V3.2–V3.5, V6.4, M5.6
    """

    _inherit = "ops.visit"

    _card_rows = (
        (10, "_card_last_contact"),
        (20, "_card_promises"),
        (30, "_card_known"),
        (40, "_card_tickets"),
    )

    coach_html = fields.Html(
        "How to talk", compute="_compute_coach_html", sanitize=False, export_string_translation=False
    )
    customer_html = fields.Html(
        "Before the door", compute="_compute_customer_html", sanitize=False, export_string_translation=False
    )

    @api.depends("state", "channel", "partner_id", "lead_id", "competitor_id", "shown_card_ids")
    @api.depends_context("uid", "lang")
    def _compute_coach_html(self):
        shown = self.filtered(lambda visit: visit._shows_coach(visit.state))
        cards = shown._get_cards()
        for visit in self:
            visit.coach_html = Markup().join(
                visit._format_card(card.with_company(visit.company_id)) for card in cards.get(visit, ())
            )

    def _format_card(self, card):
        lines = card._get_lines()
        if card.situation == "competitor":
            competitor = self._get_competitor().with_company(self.company_id)
            if competitor.ops_strengths:
                lines.append(f"{competitor.name}: {competitor.ops_strengths}")
            else:
                lines.append(competitor.name)
        said = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return Markup(
            "<details open='open'><summary><b>%s</b></summary><ul class='mb-1'>%s</ul></details>"
        ) % (
            card.name,
            said,
        )

    @api.depends("partner_id", "lead_id", "contact_id")
    @api.depends_context("uid", "lang")
    def _compute_customer_html(self):
        for visit in self:
            rows = []
            if visit.partner_id or visit.lead_id:
                for method in self._ops_door_rows("_card_rows"):
                    rows += getattr(visit, method)()
            visit.customer_html = Markup().join(
                Markup("<div class='mb-1'><span class='text-muted'>%s</span><br/>%s</div>")
                % (what, Markup("<br/>").join(text.split("\n")))
                for what, text in rows
                if text
            )

    # ------------------------------------------------------------------
    # What this room knows
    # ------------------------------------------------------------------
    def _get_earlier_domain(self):
        """Return the domain of the reported contacts with the customer besides this one."""
        whom = (
            [("partner_id", "=", self.partner_id.id)]
            if self.partner_id
            else [("lead_id", "=", self.lead_id.id)]
        )
        return [
            *whom,
            ("company_id", "=", (self.company_id or self.env.company).id),
            ("state", "in", WRITTEN),
            ("id", "!=", self._origin.id),
        ]

    def _card_last_contact(self):
        """Say when somebody last talked to the customer, who, and what came of it."""
        last = self.search(self._get_earlier_domain(), order="date_reported desc, id desc", limit=1)
        if not last:
            return []
        result = dict(last._fields["result"]._description_selection(self.env)).get(last.result, "")
        day = format_date(self.env, last.date_finished or last.date_reported)
        # sudo: the name of the colleague who was there
        head = " · ".join(filter(None, (day, last.user_id.sudo().name, result)))
        return [(self.env._("Last contact"), "\n".join(filter(None, (head, (last.talk or "")[:200]))))]

    def _card_promises(self):
        """Say what was promised in the last reports, by us and by the customer."""
        _ = self.env._
        found = self.search(
            [*self._get_earlier_domain(), "|", ("commitment", "!=", False), ("promise", "!=", False)],
            order="date_reported desc, id desc",
            limit=3,
        )

        def said(name):
            named = found.filtered(name)
            return "\n".join(f"{format_date(self.env, one.date_reported)} {one[name]}" for one in named)

        return [(_("We promised"), said("commitment")), (_("The customer promised"), said("promise"))]

    def _card_known(self):
        """Say what is known of the customer's situation, needs and interests, and how to win him."""
        _ = self.env._
        company = self.company_id or self.env.company
        customer = self.env["ops.customer"]._get_of(self.partner_id, company)
        facts = customer.fact_ids or self.lead_id.ops_fact_ids
        wanted = facts.filtered(lambda fact: fact.kind in ("need", "interest"))
        return [
            (_("Situation"), customer.situation),
            (_("Needs and interests"), "\n".join(wanted[:6].mapped("text"))),
            (_("Strategy"), customer.ops_strategy or self.lead_id.ops_strategy),
        ]

    def _card_tickets(self):
        """Say which tickets of the customer are open, as far as the user may read them."""
        tickets = self.env["helpdesk.ticket"]
        if not self.partner_id or not tickets.has_access("read"):
            return []
        found = tickets.search(
            [("partner_id", "child_of", self.partner_id.id), ("stage_id.closed", "=", False)], limit=5
        )
        rows = [f"{ticket.number} {ticket.name}" for ticket in found]
        return [(self.env._("Open tickets"), "\n".join(rows))]
