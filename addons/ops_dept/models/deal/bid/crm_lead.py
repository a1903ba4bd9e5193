from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.actions import open_records

# To which of several bids the salesman is led first: to report one, to wait for one, to mend one.
LED_TO = {"draft": 0, "submitted": 1, "refused": 2}


class CrmLead(models.Model):
    """An opportunity and its bids: reported and decided before anything is quoted (W2.A)."""

    _inherit = "crm.lead"

    _ops_merged = ((20, "_ops_merge_bids"),)

    ops_bid_ids = fields.One2many("ops.bid", "lead_id", "Bids")
    ops_bid_count = fields.Integer("Bid count", compute="_compute_ops_bid_count")
    ops_bid_step = fields.Selection(
        [
            ("off", "Rulebook off"),
            ("none", "No bid"),
            ("waiting", "Undecided or declined"),
            ("go", "Participating"),
        ],
        "Step of its bids",
        compute="_compute_ops_bid_step",
        help="What the form offers next: a bid, nothing, or a quotation (W2.A).",
    )

    ops_bid_next = fields.Selection(
        [
            ("report", "Waits to be reported"),
            ("decide", "Waits for my decision"),
            ("open", "In progress elsewhere"),
        ],
        "Next step of its undecided bid",
        compute="_compute_ops_bid_next",
        help="What the user does next about the bid that nothing may be quoted for yet (W2.A).",
    )

    @api.depends("ops_bid_ids")
    def _compute_ops_bid_count(self):
        groups = self.env["ops.bid"]._read_group([("lead_id", "in", self.ids)], ["lead_id"], ["__count"])
        counts = {lead.id: count for lead, count in groups}
        for lead in self:
            lead.ops_bid_count = counts.get(lead._origin.id, 0)

    @api.depends("ops_bid_ids.state", "company_id")
    @api.depends_context("company")
    def _compute_ops_bid_step(self):
        companies = self.env["ops.bid"]._ops_gated_companies()
        gated = self.filtered(lambda lead: lead._ops_bid_company().id in companies)
        (self - gated).ops_bid_step = "off"
        by_lead = self.env["ops.bid"]._get_by_lead(gated._origin)
        for lead in gated:
            bids = by_lead.get((lead._origin.id, lead._ops_bid_company().id))
            lead.ops_bid_step = "none" if not bids else "go" if bids._is_participating() else "waiting"

    @api.depends("ops_bid_step", "ops_bid_ids.state")
    @api.depends_context("uid", "company")
    def _compute_ops_bid_next(self):
        bids = self._ops_next_bids()
        for lead in self:
            bid = bids.get(lead._origin)
            if not bid:
                lead.ops_bid_next = False
            elif bid.can_review:
                lead.ops_bid_next = "decide"
            else:
                lead.ops_bid_next = "report" if bid.state == "draft" and bid._ops_may_submit() else "open"

    def _ops_next_bids(self):
        """Return `{lead: bid}`, where nothing may be quoted yet: the bid that the user decides, else one to
        report, else one to follow.
        """
        waiting = self._origin.filtered(lambda lead: lead.ops_bid_step == "waiting")
        found = {}
        # as the user: he is led to what he may read
        bids = waiting.ops_bid_ids._filtered_access("read").filtered(
            lambda bid: bid.company_id == bid.lead_id._ops_bid_company()
        )
        for bid in bids.sorted(
            lambda bid: (
                not bid.can_review,
                LED_TO.get(bid.state, len(LED_TO)),
                -bid.id,
            )
        ):
            found.setdefault(bid.lead_id, bid)
        return found

    def _ops_bid_company(self):
        """Return the company in which this opportunity is quoted."""
        return self.company_id or self.env.company

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_ops_new_bid(self):
        """Open a new bid of this opportunity; what the opportunity says is taken over."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Bid"),
            "res_model": "ops.bid",
            "views": [(False, "form")],
            "context": {"default_lead_id": self.id, "default_company_id": self._ops_bid_company().id},
        }

    def action_ops_open_next_bid(self):
        """Open the bid that is to be reported or decided before anything is quoted.

        Clause: W2.A
        """
        self.ensure_one()
        bid = self._ops_next_bids().get(self)
        return open_records(bid) if bid else self.action_ops_open_bids()

    def action_ops_open_bids(self):
        """Open the bids of this opportunity."""
        self.ensure_one()
        bids = self.env["ops.bid"].search([("lead_id", "=", self.id)])
        return open_records(bids, self.env._("Bids"), context={"default_lead_id": self.id})

    def action_sale_quotations_new(self):
        """Refuse before a form is filled in that could not be saved. Clause: W2.A"""
        self._ops_require_bid()
        return super().action_sale_quotations_new()

    def action_new_quotation(self):
        """Bring the bid and its requirements along into the new quotation.

        Clause: W2.A
        """
        bid = self._ops_require_bid()
        action = super().action_new_quotation()
        if bid:
            action["context"].update(bid._prepare_quotation_context())
        return action

    def _ops_require_bid(self):
        """Return the bid that a new quotation of this opportunity answers (none: it has none, or several).

        :raises UserError: when its bids are undecided or declined
        """
        bids = self.env["ops.bid"]
        company = self._ops_bid_company()
        if company.id not in bids._ops_gated_companies():
            return bids
        self.ensure_one()
        found = bids._get_by_lead(self).get((self.id, company.id), bids)
        if found and not found._is_participating():
            raise UserError(found._get_no_quotation_reasons())
        # as the user: what he may not read is not brought along
        return found._get_participating().sudo(False)._filtered_access("read")

    # ------------------------------------------------------------------
    # Merging
    # ------------------------------------------------------------------
    def _ops_merge_bids(self, opportunities):
        """Bids follow their opportunity into the one it is merged with; before its quotations do."""
        # sudo: like core, which moves and deletes what is merged whoever it belongs to
        bids_sudo = self.env["ops.bid"].sudo().search([("lead_id", "in", opportunities.ids)])
        if bids_sudo:
            bids_sudo._follow_lead(self)

    @api.model
    def _ops_my_next_domain(self):
        """Return the domain of the inquiries that were neither reported nor quoted, and that I have, or have
        to give to somebody as the manager of their team.

        Clause: W2.A
        """
        nobody = Domain("user_id", "=", False) & Domain("team_id.user_id", "=", self.env.uid)
        companies = self.env["ops.bid"]._ops_gated_companies()
        return (
            (Domain("user_id", "=", self.env.uid) | nobody)
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("company_id", "in", [False, *companies])
            & Domain("ops_bid_ids", "=", False)
            & Domain("order_ids", "=", False)
        )
