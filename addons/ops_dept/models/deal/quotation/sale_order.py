from odoo import api, fields, models

from ...policy.guarded.moves import Move

# Core states that lie behind the gate: the customer has the paper, or the order runs.
BEHIND_GATE = ("sent", "sale")
# Whose it is; not changed while somebody decides.
PEOPLE = ("user_id", "team_id")
# What the lines add up to.
AMOUNTS = frozenset({"amount_untaxed", "amount_tax", "amount_total", "currency_rate"})


class SaleOrder(models.Model):
    """The quotation and its gate: nothing leaves the house before it is approved (W2.C–W2.E).

    Core keeps `state`; the approval lives in `ops_approval_state`. Every way out (confirm, mark as sent,
    sign) ends in `write` or `create`; printing, mailing and the portal have their own choke points in this
    room.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "ops.gated", "ops.follows"]

    _state_field = "ops_approval_state"
    _cancel_state = "cancel"
    _ops_clause = "W2.E"
    # approved → submitted: only where the approval no longer covers the content (`_check_submit`)
    _transitions = {
        "submitted": Move("submit", ("draft", "refused", "approved"), roles=("consultant", "sales_support")),
        "approved": Move("approve", ("submitted",)),
        "refused": Move("refuse", ("submitted",)),
        "draft": Move("reset", ("submitted", "refused", "approved")),
    }

    ops_approval_state = fields.Selection(
        [
            ("draft", "Not submitted"),
            ("submitted", "Being decided"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        string="Approval",
        default="draft",
        required=True,
        copy=False,
        index=True,
        help="Until it is approved a quotation cannot be printed, mailed, shown in the portal or "
        "confirmed (W2.E).",
    )
    ops_is_major = fields.Boolean(
        "Major",
        readonly=True,
        copy=False,
        help="Frozen at the request: a company leader decides too (W2.E).",
        stamp=True,
    )
    ops_major_marked = fields.Boolean(
        "Marked as major",
        copy=False,
        help="The sales manager or a leader asks for a leader's decision although the amount is below "
        "the limit.",
    )
    ops_has_key_product = fields.Boolean("Has key products", readonly=True, copy=False, stamp=True)
    ops_has_difficult_product = fields.Boolean(
        "Has difficult products", readonly=True, copy=False, stamp=True
    )
    ops_exempt = fields.Boolean(
        "Exempt",
        readonly=True,
        copy=False,
        help="Ran already when the rulebook was switched on: delivers, invoices and collects freely.",
        stamp=True,
    )
    ops_warranty_months = fields.Integer("Warranty (months)", default=12)
    ops_gate_closed = fields.Boolean(compute="_compute_ops_gate_closed")
    ops_is_released = fields.Boolean(compute="_compute_ops_gate_closed", search="_search_ops_is_released")

    _ops_warranty_positive = models.Constraint(
        "CHECK(ops_warranty_months >= 0)", "The warranty is counted in whole months from 0."
    )

    # ------------------------------------------------------------------
    # Is the gate open
    # ------------------------------------------------------------------
    @api.depends("ops_approval_state", "ops_has_open_deviation", "company_id", "ops_exempt")
    def _compute_ops_gate_closed(self):
        gated = self._ops_filter_gated()
        for order in self:
            order.ops_gate_closed = order in gated and (
                order.ops_approval_state != "approved" or order.ops_has_open_deviation
            )
            order.ops_is_released = not order.ops_gate_closed

    def _search_ops_is_released(self, operator, value):
        """Find released orders on stored columns: the portal's record rule asks with this."""
        if operator != "in":
            return NotImplemented
        companies = list(self._ops_gated_companies())
        domain = (
            fields.Domain("company_id", "in", companies)
            & fields.Domain("ops_exempt", "=", False)
            & (
                fields.Domain("ops_approval_state", "!=", "approved")
                | fields.Domain("ops_has_open_deviation", "=", True)
            )
        )
        return domain if False in value else ~domain

    def _ops_filter_gated(self):
        """Return the orders to which the gate applies: switched on, not exempt."""
        return self._ops_filter_on().filtered(lambda order: not order.ops_exempt)

    def _ops_is_approval_valid(self):
        """Tell whether the approval is given and still covers what the order says."""
        self.ensure_one()
        return self.ops_approval_state == "approved" and not self._ops_worse_than_snapshot()

    @api.model
    def _ops_gate_sentences(self):
        return {
            "print": self.env._("%(order)s cannot be printed yet (W2.E)."),
            "preview": self.env._("%(order)s cannot be previewed yet (W2.E)."),
            "mail": self.env._("%(order)s cannot be mailed yet (W2.E)."),
            "sent": self.env._("%(order)s cannot be marked as sent yet (W2.E)."),
            "sign": self.env._("%(order)s cannot be signed yet (W2.E)."),
            "pay": self.env._("%(order)s cannot be paid yet (W2.E)."),
            "portal": self.env._("%(order)s cannot be shown to the customer yet (W2.E)."),
            "confirm": self.env._("%(order)s cannot be confirmed yet (W2.E)."),
            "invoice": self.env._("%(order)s cannot be invoiced yet (W2.E)."),
        }

    def _ops_get_gate_message(self, what):
        """Say what is refused, why, and who does what next."""
        self.ensure_one()
        sentence = self._ops_gate_sentences()[what] % {"order": self.display_name}
        return f"{sentence} {self._ops_next_step()}"

    def _ops_next_step(self):
        """Say who has to do what before the gate opens."""
        self.ensure_one()
        if self._ops_filter_negotiated():
            return self._ops_deviation_step()
        if self.ops_approval_state == "submitted":
            return self._ops_get_not_decided_message()
        if self.ops_approval_state == "refused":
            return self.env._(
                "It was refused by %(who)s: %(reason)s The consultant or sales support corrects it and "
                "submits again.",
                **self._ops_get_refusal(),
            )
        if self.ops_approval_state == "approved":
            return self.env._(
                "It differs from what was approved (%(reason)s). The consultant or sales support submits it "
                "again.",
                reason=self._ops_join_reasons(self._ops_worse_than_snapshot()),
            )
        if self.ops_taken_back_reason:
            return self.env._(
                "Its approval ended because it was changed (%(reason)s). The consultant or sales support "
                "submits it again.",
                reason=self.ops_taken_back_reason,
            )
        return self.env._("The consultant or sales support submits it for approval first.")
