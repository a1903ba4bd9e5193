from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from ..quotation.states import QUOTED
from .ops_bid import PARTICIPATING


class SaleOrder(models.Model):
    """A quotation and the bid it answers: none without the decision to take part (W2.A).

    Every way to a quotation ends in `create` or in a `write` of its bid, its opportunity, its company or its
    state, so the rule stands there. An opportunity with bids counts like a bid, so that leaving the bid empty
    is no way around; and what is tied to an undecided bid is not untied to set it free.
    """

    _inherit = "sale.order"

    ops_bid_id = fields.Many2one(
        "ops.bid",
        "Bid",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("state", "in", PARTICIPATING)],
        help="The inquiry or tender that this quotation answers (W2.A).",
    )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    def _ops_check_bid_created(self, _vals_list):
        companies = self.env["ops.bid"]._ops_gated_companies()
        live = self.filtered(
            lambda order: (
                order.company_id.id in companies and order.state != "cancel" and not order.ops_exempt
            )
        )
        if live:
            live._ops_require_bid([live._ops_bid_link(order, {}) for order in live])
            live._ops_link_bids()

    @contextmanager
    def _ops_answering_bid(self, vals):
        """Check the bid before what may make a quotation for it, and let it follow afterwards."""
        companies = self.env["ops.bid"]._ops_gated_companies()
        if not companies or vals.keys().isdisjoint({"ops_bid_id", "opportunity_id", "company_id", "state"}):
            yield
            return
        self._ops_check_bid_write(vals, companies)
        yield
        gated = self.filtered(lambda order: order.company_id.id in companies and not order.ops_exempt)
        if "ops_bid_id" in vals or "opportunity_id" in vals:
            gated.filtered(lambda order: order.state in QUOTED)._ops_link_bids()
        if vals.get("state") == "sale":
            gated._ops_win_bids()

    def _ops_check_bid_write(self, vals, companies):
        """Check before the write what it leads to: whoever catches the refusal keeps nothing of it."""
        after = [
            self._ops_bid_link(order, vals)
            for order in self
            if vals.get("company_id", order.company_id.id) in companies and not order.ops_exempt
        ]
        if "state" in vals:
            offered = after if vals["state"] in (*QUOTED, "sale") else []
        else:
            offered = [link for link in after if link[0].state in QUOTED]
        self._ops_require_bid(offered)
        if "ops_bid_id" in vals or "opportunity_id" in vals:
            self._ops_refuse_untying(after)

    @api.model
    def _ops_bid_link(self, order, vals):
        """Return (order, its bid, its opportunity, company id) as they are after a write of these values."""
        bid = (
            self.env["ops.bid"].browse(vals["ops_bid_id"] or []) if "ops_bid_id" in vals else order.ops_bid_id
        )
        lead = (
            self.env["crm.lead"].browse(vals["opportunity_id"] or [])
            if "opportunity_id" in vals
            else order.opportunity_id
        )
        return order, bid, lead, vals.get("company_id", order.company_id.id)

    # ------------------------------------------------------------------
    # The rule
    # ------------------------------------------------------------------
    @api.model
    def _ops_bid_problems(self, links):
        """Return `{order: sentence}` for the links under which nothing may be quoted.

        :param list links: (order, bid, opportunity, company id), see `_ops_bid_link`
        """
        links = [link for link in links if link[1] or link[2]]
        leads = self.env["crm.lead"].union(*(lead for _order, _bid, lead, _company in links))
        by_lead = self.env["ops.bid"]._get_by_lead(leads)
        problems = {}
        for order, bid, lead, company in links:
            # sudo: what the bid says counts, whoever may read it
            bid_sudo = bid.sudo()
            others = by_lead.get((lead.id, company), self.env["ops.bid"])
            if bid_sudo and bid_sudo._get_no_quotation_reason():
                problems[order] = bid_sudo._get_no_quotation_reason()
            elif bid_sudo.lead_id and lead and bid_sudo.lead_id != lead:
                problems[order] = self.env._(
                    "%(bid)s belongs to the opportunity %(lead)s, the quotation to another one: choose a bid "
                    "of its own (W2.A).",
                    bid=bid_sudo.display_name,
                    lead=bid_sudo.lead_id.display_name,
                )
            elif others and not others._is_participating():
                problems[order] = others._get_no_quotation_reasons()
        return problems

    @api.model
    def _ops_require_bid(self, links):
        """Refuse quotations for a bid, or on an opportunity whose bids, are undecided or declined.

        Clause: W2.A

        :raises UserError: names the quotation, the bid, and who acts next
        """
        problems = self._ops_bid_problems(links)
        if problems:
            raise UserError(
                "\n".join(
                    self.env._(
                        "No quotation yet for %(customer)s: %(reason)s",
                        customer=order.partner_id.display_name or order.display_name,
                        reason=reason,
                    )
                    for order, reason in problems.items()
                )
            )

    @api.model
    def _ops_refuse_untying(self, links):
        """Keep a quotation with the bid or opportunity that forbids it, unless it goes to one that allows it.

        Clause: W2.A
        """
        before = self._ops_bid_problems(
            [(order, order.ops_bid_id, order.opportunity_id, order.company_id.id) for order, *_to in links]
        )
        for order, bid, _lead, _company in links:
            if order in before and not bid:
                raise UserError(
                    self.env._(
                        "%(order)s stays with its bid until that is decided: %(reason)s",
                        order=order.display_name,
                        reason=before[order],
                    )
                )

    def _ops_link_bids(self):
        """Give each quotation the one bid that its opportunity offers, and the opportunity of its bid.

        Clause: W2.A
        """
        alone = self.filtered(lambda order: order.opportunity_id and not order.ops_bid_id)
        by_lead = self.env["ops.bid"]._get_by_lead(alone.opportunity_id)
        for order in alone:
            bid = by_lead.get(
                (order.opportunity_id.id, order.company_id.id), self.env["ops.bid"]
            )._get_participating()
            if bid:
                order._stamp({"ops_bid_id": bid.id})
        for order in self.filtered("ops_bid_id"):
            # sudo: the opportunity of a bid that the quotation may answer
            lead_sudo = order.ops_bid_id.sudo().lead_id
            if lead_sudo and not order.opportunity_id:
                order._stamp({"opportunity_id": lead_sudo.id})

    # ------------------------------------------------------------------
    # Approval of the quotation
    # ------------------------------------------------------------------
    def _ops_bid_blockers(self):
        """Say what the bid still lacks for this quotation to be asked for or approved. Clause: W2.A"""
        self.ensure_one()
        if self.company_id.id not in self.env["ops.bid"]._ops_gated_companies():
            return []
        problem = self._ops_bid_problems([self._ops_bid_link(self, {})]).get(self)
        if problem:
            return [problem]
        offered = self._ops_offered_bids()
        needed = offered or self.company_id.id in self.company_id._ops_companies_requiring_bids()
        if self.ops_bid_id or not needed or offered._get_participating():
            return []
        return [
            self.env._(
                "Consultant or sales support: choose the bid that this quotation answers; without one, "
                "record and report the inquiry first (W2.A)."
            )
        ]

    def _ops_offered_bids(self):
        """Return the bids of this quotation's opportunity, on sudo."""
        self.ensure_one()
        by_lead = self.env["ops.bid"]._get_by_lead(self.opportunity_id)
        return by_lead.get((self.opportunity_id.id, self.company_id.id), self.env["ops.bid"])

    def _ops_prepare_bid_vals(self):
        """A quotation made before the bid was recorded gets it with its request."""
        if self.ops_bid_id or self.company_id.id not in self.env["ops.bid"]._ops_gated_companies():
            return {}
        return {"ops_bid_id": self._ops_offered_bids()._get_participating().id}

    def _ops_quote_bids(self):
        """The first approved quotation makes its bid “quoted”."""
        # sudo: the approval of the quotation carries the bid along, whoever gave it
        bids_sudo = self.ops_bid_id.sudo().filtered(lambda bid: bid.state == "approved")
        if bids_sudo:
            bids_sudo.write({"state": "quoted"})

    def _ops_win_bids(self):
        """A confirmed order has won its bid, also one that was given up as lost."""
        for order in self:
            # sudo: whoever confirms the order need not be allowed to write the bid
            bid_sudo = order.ops_bid_id.sudo()
            if bid_sudo.state in ("approved", "quoted", "lost"):
                bid_sudo._note_won(order)

    # ------------------------------------------------------------------
    # Views
    # ------------------------------------------------------------------
    def action_ops_open_bid(self):
        """Open the bid of this quotation."""
        return open_records(self.ops_bid_id)
