from odoo import api, fields, models
from odoo.tools import format_datetime

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """What who sells does next: his inquiries, bids and quotations, and what he begins in one tap."""

    _inherit = "ops.home"

    _cards = (
        Part(120, "_get_bids_card", submits="ops.bid"),
        Part(130, "_get_quotations_card", submits="sale.order"),
        Part(140, "_get_quotations_elsewhere_card", submits="sale.order"),
        Part(150, "_get_inquiries_card", submits="ops.bid"),
    )
    _shortcuts = (
        Part(10, "_get_inquiry_shortcut", submits="sale.order"),
        Part(20, "_get_quotation_shortcut", submits="sale.order"),
    )

    @api.model
    def _get_inquiry_shortcut(self):
        action = "ops_dept.crm_lead_action_new_inquiry"
        return self._shortcut("inquiry", "fa-phone", self.env._("New inquiry"), action)

    @api.model
    def _get_quotation_shortcut(self):
        action = "ops_dept.sale_order_action_new_quotation"
        return self._shortcut("quotation", "fa-file-text-o", self.env._("New quotation"), action)

    # ------------------------------------------------------------------
    # My inquiries
    # ------------------------------------------------------------------
    @api.model
    def _get_inquiries_card(self):
        """My inquiries that were neither reported nor quoted; as their team's manager, those nobody has."""
        return self._card(
            "crm.lead",
            self.env["crm.lead"]._ops_my_next_domain(),
            "create_date, id",
            self._get_inquiry_row,
            key="inquiries",
            icon="fa-phone",
            title=self.env._("Inquiries: next step is mine"),
            empty=self.env._("Every inquiry is reported or quoted"),
            action="ops_dept.crm_lead_action_my_next",
        )

    @api.model
    def _get_inquiry_row(self, lead):
        _ = self.env._
        mine = lead.user_id == self.env.user
        return self._row(
            lead,
            " · ".join(filter(None, (lead.name, lead.partner_id.display_name or lead.partner_name))),
            _("Not reported yet: enter the bid, or quote") if mine else _("Nobody has it: assign it"),
            since=fields.Datetime.to_string(lead.create_date),
            is_late=not mine,
            button=_("New Bid") if mine else _("Assign"),
            method="action_ops_new_bid" if mine else "",
        )

    # ------------------------------------------------------------------
    # My bids
    # ------------------------------------------------------------------
    @api.model
    def _get_bids_card(self):
        """My bids on which I have the next step: to report, to quote, closed without a result."""
        return self._card(
            "ops.bid",
            self.env["ops.bid"]._ops_my_next_domain(),
            "date_reported desc, date_report_due, date_closing, id desc",
            self._get_bid_row,
            key="bids",
            icon="fa-bullhorn",
            title=self.env._("My bids: next step is mine"),
            empty=self.env._("None of your bids waits for you"),
            action="ops_dept.ops_bid_action_my_next",
        )

    @api.model
    def _get_bid_row(self, bid):
        _ = self.env._
        now = fields.Datetime.now()
        due = bid.date_report_due
        when = format_datetime(self.env, due, dt_format="short") if due else "-"
        report = _("Report it until %s", when) if not bid.date_reported else _("Report it again")
        quote = (_("Take part: make the quotation"), _("New Quotation"), "action_new_quotation")
        answer = (_("Taken on: note what the customer was told"), _("Note the Answer"), "action_open_answer")
        text, button, method = {
            "draft": (report, _("Report"), ""),
            "approved": answer if bid.kind == "consultation" else quote,
            "quoted": (_("Closed: enter the result"), _("Enter Result"), ""),
        }[bid.state]
        return self._row(
            bid,
            f"{bid.name} · {bid.partner_id.display_name}",
            text,
            **self._untaxed(bid.currency_id, bid.estimated_amount),
            badge=_("Major") if bid.is_major else "",
            is_late=bid.state == "draft" and not bid.date_reported and bool(due and due < now),
            button=button,
            method=method,
        )

    # ------------------------------------------------------------------
    # My quotations
    # ------------------------------------------------------------------
    @api.model
    def _get_quotations_card(self):
        """My quotations on which I have the next step: refused, not submitted, approved and not sent, sent
        and the contract not asked for.
        """
        return self._card(
            "sale.order",
            self.env["sale.order"]._ops_my_next_domain(),
            "ops_approval_state desc, write_date desc, id desc",
            self._get_quotation_row,
            key="quotations",
            icon="fa-file-text-o",
            title=self.env._("My quotations: next step is mine"),
            empty=self.env._("None of your quotations waits for you"),
            action="ops_dept.sale_order_action_my_next",
        )

    @api.model
    def _get_quotation_row(self, order):
        text, button, method = self._get_quotation_step(order)
        return self._row(
            order,
            f"{order.name} · {order.partner_id.display_name}",
            text,
            **self._untaxed(order.currency_id, order.amount_untaxed),
            is_late=order.ops_approval_state == "refused",
            button=button,
            method=method,
        )

    @api.model
    def _get_quotation_step(self, order):
        """Return what its salesperson does next about a quotation: text, button, action."""
        _ = self.env._
        if order.ops_approval_state == "refused":
            return _("Refused: correct it and submit again"), _("Correct"), ""
        if order.ops_can_ask_technical:
            return _("Ask technical first"), _("Ask Technical"), ""
        if order.ops_approval_state == "draft":
            return _("Not submitted yet"), _("Submit"), ""
        if not order._ops_is_handed_out():
            return _("Approved: print and send it"), _("Send"), ""
        if order.ops_can_ask_contract:
            return (
                _("With the customer: ask for the contract when he agrees"),
                _("Ask for Contract"),
                "action_ops_ask_contract",
            )
        return _("With the customer"), _("Open It"), ""

    @api.model
    def _get_quotations_elsewhere_card(self):
        """My quotations that wait for technical's answer, or for the contract from sales support."""
        return self._card(
            "sale.order",
            self.env["sale.order"]._ops_my_elsewhere_domain(),
            "write_date desc, id desc",
            lambda order: self._row(
                order,
                f"{order.name} · {order.partner_id.display_name}",
                self.env._("With sales support: contract asked for")
                if order.ops_date_contract_asked
                else self.env._("With technical: model and parameters"),
                **self._untaxed(order.currency_id, order.amount_untaxed),
                since=fields.Datetime.to_string(order.ops_date_contract_asked),
            ),
            key="quotations_elsewhere",
            with_others=True,
            icon="fa-hourglass-half",
            title=self.env._("My quotations with others"),
            empty=self.env._("No colleague has a quotation of yours"),
            action="ops_dept.sale_order_action_my_elsewhere",
        )
