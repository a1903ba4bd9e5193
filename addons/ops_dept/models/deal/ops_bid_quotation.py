from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_datetime, groupby

from .ops_bid import PARTICIPATING


class OpsBid(models.Model):
    """What a bid means for quotations: none before it is decided to take part, then one prefilled (W2.A)."""

    _inherit = "ops.bid"

    # ------------------------------------------------------------------
    # May something be quoted
    # ------------------------------------------------------------------
    @api.model
    def _ops_of_leads(self, leads):
        """Return `{(lead id, company id): bids}` of these opportunities, on sudo: every bid counts."""
        if not leads:
            return {}
        # sudo: a colleague's bid closes the opportunity as well
        bids_sudo = self.sudo().search_fetch([("lead_id", "in", leads.ids)], ["lead_id", "company_id", "state"])
        return {
            key: self.sudo().concat(*bids)
            for key, bids in groupby(bids_sudo, lambda bid: (bid.lead_id.id, bid.company_id.id))
        }

    def _ops_participates(self):
        """Tell whether it is decided to take part in one of these."""
        return any(bid.state in PARTICIPATING for bid in self)

    def _ops_no_quotation_reason(self):
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
                waiting=self.ops_waiting_for or "-",
            )
        if self.state == "refused":
            review = self.review_ids.filtered(lambda review: review.status == "rejected")[:1]
            return _(
                "%(bid)s was declined by %(who)s: %(reason)s With new facts %(consultant)s reports it again "
                "(W2.A).",
                bid=name,
                who=review.done_by.name or "-",
                reason=review.comment or "-",
                consultant=self.user_id.name,
            )
        if self.state == "cancel":
            return _(
                "%(bid)s is cancelled. %(who)s reopens it and reports it again (W2.A).",
                bid=name,
                who=self.user_id.name,
            )
        return False

    def _ops_no_quotation_reasons(self):
        """Say for each of these bids, none of which takes part, why nothing can be quoted."""
        return "\n".join(bid._ops_no_quotation_reason() for bid in self.sorted("id"))

    def _ops_the_one(self):
        """Return the only one of these that takes part: a running one before one with its result."""
        running = self.filtered(lambda bid: bid.state in ("approved", "quoted"))
        found = running or self.filtered(lambda bid: bid.state in PARTICIPATING)
        return found if len(found) == 1 else self.browse()

    def _ops_won_with(self, order):
        """Note that this order won the bid; called when the order is confirmed."""
        self.ensure_one()
        result = {"won_order_id": order.id}
        if self.state == "lost":
            result["result_reason"] = False
        self._ops_write_state(result)
        self.write({"state": "won"})

    # ------------------------------------------------------------------
    # What the form shows
    # ------------------------------------------------------------------
    def _ops_get_status_text(self):
        self.ensure_one()
        _ = self.env._
        if self.ops_gate_error:
            return super()._ops_get_status_text()
        if self.state == "draft" and self.date_report_due and not self.date_reported:
            late = self.date_report_due < fields.Datetime.now()
            due = format_datetime(self.env, self.date_report_due, dt_format="short")
            return (
                _("The report was due %(due)s: report it now.", due=due)
                if late
                else _("Report it until %(due)s.", due=due)
            )
        if self.state == "approved":
            return _("We take part. Next: make the quotation.")
        if self.state == "cancel":
            return _("Cancelled: %(reason)s", reason=self.result_reason or "-")
        if self.state == "lost":
            return self._ops_get_lost_text()
        return super()._ops_get_status_text()

    def _ops_get_lost_text(self):
        if self.is_winner_unknown:
            return self.env._("Lost: %(reason)s", reason=self.result_reason)
        return self.env._(
            "Lost to %(winner)s at %(price)s: %(reason)s",
            winner=self.winner,
            price=self.currency_id.format(self.winner_price),
            reason=self.result_reason,
        )

    def _ops_offers(self, target):
        offered = super()._ops_offers(target)
        if target == "cancel" and self.state in ("draft", "submitted") and self.ops_is_on:
            return offered and self.can_decide
        return offered

    @api.model
    def _ops_submit_label(self):
        return self.env._("Report to Manager")

    @api.model
    def _ops_complete_form(self, arch):
        """The shared buttons in the words of a bid; cancelling asks for its reason in its own small form."""
        super()._ops_complete_form(arch)
        for button in arch.findall("header/button"):
            if button.get("name") == "action_cancel":
                button.attrib.pop("confirm", None)
            elif button.get("name") == "action_reset":
                button.set("string", self.env._("Reopen"))
            elif button.get("name") == "action_ops_approve":
                button.set("string", self.env._("Take Part"))
            elif button.get("name") == "action_ops_open_refuse":
                button.set("string", self.env._("Decline"))

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
        reason = self._ops_is_on() and self._ops_no_quotation_reason()
        if reason:
            raise UserError(reason)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Quotation"),
            "res_model": "sale.order",
            "views": [(False, "form")],
            "context": self._prepare_quotation_context(),
        }

    def action_view_quotations(self):
        """Open the quotations of this bid."""
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Quotations"),
            "res_model": "sale.order",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("ops_bid_id", "=", self.id)],
            "context": {"create": False},
        }
        if self.order_count == 1:
            order = self.env["sale.order"].search([("ops_bid_id", "=", self.id)], limit=1)
            action.update(views=[(False, "form")], res_id=order.id)
        return action

    def action_view_lead(self):
        """Open the opportunity of this bid."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "views": [(False, "form")],
            "res_id": self.lead_id.id,
        }

    # ------------------------------------------------------------------
    # Home
    # ------------------------------------------------------------------
    @api.model
    def _ops_my_next_domain(self):
        """Return the domain of the bids on which the next step is mine: report, quote, tell the result."""
        return (
            fields.Domain("user_id", "=", self.env.uid)
            & fields.Domain("company_id", "in", list(self.env["res.company"]._ops_companies_on()))
            & (
                fields.Domain("state", "in", ("draft", "approved"))
                | fields.Domain("state", "=", "quoted") & fields.Domain("date_closing", "<", fields.Datetime.now())
            )
        )
