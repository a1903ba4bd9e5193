from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.fetch_lines import fetch_lines

# What of a line decides who is asked.
DECIDING = ("display_type", "product_id", "discount", "price_subtotal")


class SaleOrder(models.Model):
    """Request, decision and end of a quotation's approval."""

    _inherit = "sale.order"

    ops_taken_back_reason = fields.Text("Approval taken back because", readonly=True, copy=False, stamp=True)

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def _ops_owner(self):
        return self.user_id

    def _ops_inbox_summary(self):
        # sudo: the customer's name, of documents that the user reads
        return {
            order.id: {
                "ops_summary": order.partner_id.sudo().display_name,
                "ops_amount": order.amount_untaxed,
                "ops_amount_kind": "untaxed",
                "ops_currency_id": order.currency_id.id,
            }
            for order in self
        }

    def _ops_get_status_text(self):
        if self.ops_approval_state == "draft" and self.ops_taken_back_reason:
            return self.env._(
                "The approval ended because of a change: %(reason)s. Submit it again.",
                reason=self.ops_taken_back_reason,
            )
        return super()._ops_get_status_text()

    # ------------------------------------------------------------------
    # Submit
    # ------------------------------------------------------------------
    def _check_submit(self):
        self._ops_refuse_negotiated()
        standing = self.filtered(lambda order: order._ops_is_approval_valid())
        if standing:
            raise UserError(
                self.env._("%(order)s is approved already (W2.E).", order=standing[0].display_name)
            )
        return super()._check_submit()

    def _ops_is_submittable(self):
        return (
            super()._ops_is_submittable()
            and not self._ops_is_approval_valid()
            and not self._ops_filter_negotiated()
        )

    def _get_submit_blockers(self):
        """Say what a quotation still lacks: lines, required data, technical's answers (W2.C)."""
        self.ensure_one()
        _ = self.env._
        self.company_id.sudo()._ops_fetch_settings()  # sudo: settings of the company
        blockers = []
        if self.state == "cancel":
            blockers.append(_("Cancelled: set it back to a quotation first."))
        self._ops_fetch_products()
        lines = self._ops_product_lines()
        if not lines:
            blockers.append(_("Consultant or sales support: add at least one product line."))
        missing = [
            label
            for label, value in (
                (_("validity"), self.validity_date),
                (_("payment terms"), self.payment_term_id),
                (_("salesperson"), self.user_id),
            )
            if not value
        ]
        if missing:
            blockers.append(
                _("Consultant or sales support: fill in %(fields)s (W2.E).", fields=", ".join(missing))
            )
        blockers += self._ops_technical_blockers()
        return blockers + self._ops_amount_blockers() + self._ops_bid_blockers()

    def _ops_product_lines(self):
        return self.order_line.filtered(lambda line: not line.display_type and line.product_id)

    def _ops_fetch_products(self):
        """Read of lines and products only what decides who is asked: whoever submits or approves waits for
        it.
        """
        # sudo: which products are key or difficult is no secret
        products = fetch_lines(self, "order_line", columns=DECIDING).sudo().product_id
        products.fetch(["product_tmpl_id", "combination_indices"])
        products.product_tmpl_id.fetch(["ops_is_key", "ops_is_difficult"])

    def _prepare_submit_vals(self):
        """Freeze the flags that say which tiers apply (PROCESS §4)."""
        self.ensure_one()
        # sudo: which products are key or difficult is no secret
        products = self._ops_product_lines().sudo().product_id
        return {
            **super()._prepare_submit_vals(),
            "ops_is_major": self._ops_compute_major(),
            "ops_has_key_product": any(products.mapped("ops_is_key")),
            "ops_has_difficult_product": any(products.mapped("ops_is_difficult")),
            "ops_approved_snapshot": False,
            "ops_taken_back_reason": False,
            **self._ops_prepare_bid_vals(),
        }

    def _do_submit(self):
        """Ask purchasing for lead time and cost of the key lines, then open the tiers."""
        for order in self:
            key_lines = order._ops_unanswered_lines("purchasing")
            self.env["ops.help.request"]._ask(key_lines, "purchasing")
        return super()._do_submit()

    # ------------------------------------------------------------------
    # Decision
    # ------------------------------------------------------------------
    def _get_approve_blockers(self, reviews):
        """Purchasing decides only with lead time and cost on every key line. Clause: W2.D"""
        blockers = super()._get_approve_blockers(reviews)
        if "purchasing" in reviews.definition_id.mapped("ops_post"):
            blockers += [
                self.env._(
                    "Purchasing: fill in lead time and cost of “%(product)s” first (W2.D).",
                    product=line.product_id.display_name,
                )
                for line in self._ops_unanswered_lines("purchasing")
            ]
        return blockers + self._ops_bid_blockers()

    def _prepare_approve_vals(self):
        self.ensure_one()
        fetch_lines(self, "order_line")  # the snapshot needs all of them, but little of their products
        self._ops_fetch_products()
        return {**super()._prepare_approve_vals(), "ops_approved_snapshot": self._ops_take_snapshot()}

    def _do_approve(self):
        """What was approved anew is the measure from now on; a bid is quoted by its first quotation."""
        result = super()._do_approve()
        self.env["ops.contract.deviation"]._follow(self)
        self._ops_quote_bids()
        return result

    def _check_reset(self):
        """An approval once given is not withdrawn by its requester; it ends with a change for the worse or
        cancel.
        """
        result = super()._check_reset()
        approved = self.filtered(lambda order: order.ops_approval_state == "approved")
        if approved:
            raise UserError(
                self.env._(
                    "%(order)s is approved. Change what has to be changed: a change for the worse asks for a "
                    "new approval by itself (W2.E).",
                    order=approved[0].display_name,
                )
            )
        return result

    def _do_reset(self):
        """Nobody owes an answer any more to a request that was taken back; what technical was asked stays
        asked.
        """
        result = super()._do_reset()
        self._ops_close_questions(("purchasing",))
        return result

    def _prepare_reset_vals(self):
        """What is quoted anew is asked for anew."""
        self._ops_end_contract_request()
        return {
            **super()._prepare_reset_vals(),
            "ops_approved_snapshot": False,
            "ops_date_contract_asked": False,
        }

    def _ops_reset_approval(self, reason=False):
        """Bring the approval back to the start, whatever it was; for changes for the worse and cancelling."""
        self._stamp(
            {
                "ops_approval_state": "draft",
                **self._prepare_reset_vals(),
                "ops_taken_back_reason": reason,
            }
        )
        self._ops_clear_reviews()
        self.env["ops.contract.deviation"]._follow(self)

    def _ops_after_change(self):
        """Take the approval back where the order became worse for the company than what was approved; while
        its contract is negotiated a change opens deviations instead.

        Clause: W2.E
        """
        negotiated = self._ops_filter_negotiated()
        (self - negotiated)._ops_end_worse_approvals()
        if negotiated:
            self.env["ops.contract.deviation"]._follow(negotiated)

    def _ops_end_worse_approvals(self):
        for order in self._ops_filter_gated().filtered(lambda order: order.ops_approval_state == "approved"):
            reasons = order._ops_worse_than_snapshot()
            if not reasons:
                continue
            text = order._ops_join_reasons(reasons)
            order._ops_log("taken_back", comment=text, clause_code="W2.E")
            # sudo: whoever may change the order ends its approval by it, as the rule says
            order.sudo()._ops_reset_approval(text)
            order._ops_note(
                self.env._("The approval ended because of this change: %(reasons)s (W2.E).", reasons=text)
            )

    # ------------------------------------------------------------------
    # Called by the lines
    # ------------------------------------------------------------------
    def _ops_lines_will_change(self):
        """Refuse to change lines while they are being decided."""
        orders = self._ops_filter_gated().filtered(lambda order: order.ops_approval_state == "submitted")
        if orders:
            orders._ops_refuse_frozen({})

    def _ops_after_lines(self):
        """After lines were added, changed or removed: refuse additions under decision, end what became
        worse.
        """
        self._ops_refuse_negative()
        self._ops_lines_will_change()
        self._ops_after_change()
