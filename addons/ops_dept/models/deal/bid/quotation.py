from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import groupby

from ....tools.actions import open_records
from .ops_bid import PARTICIPATING


class OpsBid(models.Model):
    """What a bid means for quotations: none before it is decided to take part, then one prefilled (W2.A)."""

    _inherit = "ops.bid"

    # ------------------------------------------------------------------
    # May something be quoted
    # ------------------------------------------------------------------
    @api.model
    def _get_by_lead(self, leads):
        """Return `{(lead id, company id): bids}` of these opportunities, on sudo: every bid counts."""
        if not leads:
            return {}
        # sudo: a colleague's bid closes the opportunity as well
        bids_sudo = self.sudo().search_fetch(
            [("lead_id", "in", leads.ids)], ["lead_id", "company_id", "state"]
        )
        return {
            key: self.sudo().concat(*bids)
            for key, bids in groupby(bids_sudo, lambda bid: (bid.lead_id.id, bid.company_id.id))
        }

    def _is_participating(self):
        """Tell whether it is decided to take part in one of these."""
        return any(bid.state in PARTICIPATING for bid in self)

    def _get_no_quotation_reason(self):
        """Say why nothing can be quoted for this bid, and who does what next (False: it can).

        Clause: W2.A
        """
        self.ensure_one()
        _ = self.env._
        name = self.display_name
        if self.state == "draft":
            return _(
                "%(bid)s is not reported yet. %(who)s reports it, then the sales manager decides whether to "
                "take part (W2.A).",
                bid=name,
                who=self.user_id.name,
            )
        if self.state == "submitted":
            return _(
                "%(bid)s is reported but not decided. Next: %(waiting)s (W2.A).",
                bid=name,
                waiting=self.ops_waiting_for or _("the approver"),
            )
        if self.state == "refused":
            return _(
                "%(bid)s was declined by %(who)s: %(reason)s With new facts %(consultant)s reports it again "
                "(W2.A).",
                bid=name,
                **self._ops_get_refusal(),
                consultant=self.user_id.name,
            )
        if self.state == "cancel":
            return _(
                "%(bid)s is cancelled. %(who)s reopens it and reports it again (W2.A).",
                bid=name,
                who=self.user_id.name,
            )
        return False

    def _get_no_quotation_reasons(self):
        """Say for each of these bids, none of which takes part, why nothing can be quoted."""
        return "\n".join(bid._get_no_quotation_reason() for bid in self.sorted("id"))

    def _get_participating(self):
        """Return the only one of these that takes part: a running one before one with its result."""
        running = self.filtered(lambda bid: bid.state in ("approved", "quoted"))
        found = running or self.filtered(lambda bid: bid.state in PARTICIPATING)
        return found if len(found) == 1 else self.browse()

    # ------------------------------------------------------------------
    # Opportunity
    # ------------------------------------------------------------------
    def _check_lead_change(self, lead_id):
        """A bid is not moved away from its opportunity to set that free for quotations.

        Clause: W2.A
        """
        for bid in self._ops_filter_on():
            if bid.lead_id.id == (lead_id or False):
                continue
            # sudo: whether there are quotations at all, whoever made them
            orders = bid.sudo().order_ids.filtered(lambda order: order.state != "cancel")
            allowed = not bid.lead_id or (bid.can_decide and not orders)
            if bid.state == "submitted" or not allowed:
                raise UserError(
                    self.env._(
                        "%(bid)s stays on its opportunity: the decision about it holds there. The sales "
                        "manager or a company leader moves it while nothing is quoted and nobody is deciding "
                        "(W2.A).",
                        bid=bid.display_name,
                    )
                )

    def _check_leaving(self, company_id):
        """A bid does not leave its company either: there its opportunity would be free for quotations.

        Clause: W2.A
        """
        for bid in self._ops_filter_on():
            if bid.company_id.id != company_id and not bid.can_decide:
                raise UserError(
                    self.env._(
                        "%(bid)s stays in %(company)s, where it was received. The sales manager or a company "
                        "leader moves it (W2.A).",
                        bid=bid.display_name,
                        company=bid.company_id.display_name,
                    )
                )

    def _follow_lead(self, lead):
        """Follow an opportunity into the one it is merged with; called by the merge only, past the guard."""
        return self._stamp({"lead_id": lead.id})

    # ------------------------------------------------------------------
    # Next and neighbouring documents
    # ------------------------------------------------------------------
    def _prepare_quotation_context(self):
        """Return the defaults of a quotation that answers this bid: its parties and its requirements with
        a product.
        """
        self.ensure_one()
        lines = self.line_ids.filtered("product_id")
        return {
            "default_ops_bid_id": self.id,
            "default_opportunity_id": self.lead_id.id,
            "default_partner_id": self.partner_id.id,
            "default_user_id": self.user_id.id,
            "default_team_id": self.team_id.id,
            "default_company_id": self.company_id.id,
            "default_origin": self.name,
            "default_order_line": [Command.create(line._prepare_order_line_vals()) for line in lines],
        }

    def action_new_quotation(self):
        """Open a new quotation for this bid, prefilled.

        :raises UserError: unless it is decided to take part
        """
        self.ensure_one()
        reason = self._ops_is_on() and self._get_no_quotation_reason()
        if reason:
            raise UserError(reason)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Quotation"),
            "res_model": "sale.order",
            "views": [(False, "form")],
            "context": self._prepare_quotation_context(),
        }

    def action_open_quotations(self):
        """Open the quotations of this bid."""
        orders = self.env["sale.order"].search([("ops_bid_id", "in", self.ids)])
        return open_records(orders, self.env._("Quotations"), context={"create": False})

    def action_open_lead(self):
        """Open the opportunity of this bid."""
        return open_records(self.lead_id)

    # ------------------------------------------------------------------
    # Home
    # ------------------------------------------------------------------
    @api.model
    def _ops_my_next_domain(self):
        """Return the domain of my bids, or entered by me, whose next step is mine: report, quote, result."""
        return (
            fields.Domain("company_id", "in", list(self.env["res.company"]._ops_companies_on()))
            & (fields.Domain("user_id", "=", self.env.uid) | fields.Domain("create_uid", "=", self.env.uid))
            & (
                fields.Domain("state", "=", "draft")
                | fields.Domain("state", "=", "approved")
                & fields.Domain("order_ids", "not any", [("state", "!=", "cancel")])
                | fields.Domain("state", "=", "quoted")
                & fields.Domain("date_closing", "<", fields.Datetime.now())
            )
        )
