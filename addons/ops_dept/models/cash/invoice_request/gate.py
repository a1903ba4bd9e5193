from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.states import TO_SUBMIT
from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move

# Who may carry out again what everybody approved.
SUPPORT = ("sales_support",)
RETRIERS = ("finance", "sales_support", "leader")


class OpsInvoiceRequest(models.Model):
    """Who asks, who decides, who hands over; what is still missing is told by
    `check.py`.
    """

    _inherit = "ops.invoice.request"

    _transitions = {
        **MOVES,
        "submitted": Move("submit", TO_SUBMIT, roles=SUPPORT, clause="W6.A"),
        "invoiced": Move("invoice", ("approved",)),
        "handed_over": Move("hand_over", ("invoiced",), roles=("sales_support", "office"), clause="W6.D"),
        "cancel": Move("cancel", (*MOVES["cancel"].sources, "invoiced"), roles=SUPPORT, clause="W6.A"),
    }
    _state_sets = {
        "asked": ("submitted", "approved", "invoiced", "handed_over", "cancel"),
        "decided": ("approved", "invoiced", "handed_over", "cancel"),
        "signed": ("handed_over",),
    }

    # What the customer was asked to pay for when it was submitted; compared before the invoice is made.
    asked_content = fields.Json("Content asked for", readonly=True, copy=False, stamp=True)

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def _ops_owner(self):
        return self.user_id | self.order_ids.user_id

    def _ops_may_withdraw(self):
        """The requester takes his request back, or a colleague of sales support for him."""
        return self._ops_may_submit()

    def _ops_inbox_summary(self):
        # sudo: the name of the customer and the amount, for whoever decides on the request
        return {
            request.id: {
                "ops_summary": request.sudo().partner_id.display_name,
                "ops_amount": request.amount_total,
                "ops_amount_kind": "taxed",
                "ops_currency_id": request.currency_id.id,
            }
            for request in self
        }

    def _ops_get_status_text(self):
        self.ensure_one()
        if self.state == "invoiced":
            return self.env._(
                "Invoice %(invoice)s is issued. Next: sales support or the office hands it over and notes "
                "who signed for it (W6.D).",
                invoice=self.move_name or "-",
            )
        return super()._ops_get_status_text()

    def _offers_move(self, target):
        """Offer to cancel to who may; an invoiced request only once its invoice is cancelled."""
        offered = super()._offers_move(target)
        if target != "cancel" or not offered:
            return offered
        standing = self.move_id and self.sudo().move_id.state != "cancel"  # sudo: only whether it stands
        return not standing

    # ------------------------------------------------------------------
    # Submit
    # ------------------------------------------------------------------
    def _check_submit(self):
        self.line_ids._take_rest()  # other requests may have been decided since
        self._recompute_from_orders()
        return super()._check_submit()

    def _recompute_from_orders(self):
        """Compute again what follows from the orders, which may have changed since the lines were entered."""
        for name in self._ops_declared("derived"):
            self.env.add_to_compute(self._fields[name], self)

    def _prepare_submit_vals(self):
        self.ensure_one()
        return {
            **super()._prepare_submit_vals(),
            "is_short_notice": self._is_short_notice(),
            "asked_content": self._content(),
        }

    def _is_short_notice(self):
        """Tell whether the request comes later than the rulebook wants it.

        Clause: R10
        """
        self.ensure_one()
        company = self.company_id
        if not self.env["ops.clause"]._is_in_force("R10", company):
            return False
        limit = self.env["ops.clause"]._get_limit("R10", company)
        if not limit:
            return False
        due = company.resource_calendar_id._ops_deadline(self.date_planned, *limit, company=company)
        return fields.Datetime.now() > due

    def _content(self):
        """Return what is asked for, as JSON: buyer, terms, and each line with its price."""
        self.ensure_one()
        request = self.sudo()  # sudo: the whole content, whoever may read the orders
        order = request.order_ids[:1]
        # read together: the lines below would be read one by one
        request.line_ids.order_line_id.fetch(
            ["product_id", "product_uom_id", "price_unit", "discount", "tax_ids"]
        )
        return {
            "partner_id": request.partner_id.id,
            "payment_term_id": order.payment_term_id.id,
            "currency_id": order.currency_id.id,
            "fiscal_position_id": order.fiscal_position_id.id,
            "lines": [line._content() for line in request.line_ids.sorted("id")],
        }

    # ------------------------------------------------------------------
    # Decision
    # ------------------------------------------------------------------
    def _get_content_blockers(self):
        """It still is what everybody approved, and nothing is invoiced twice or beyond what is open."""
        return [
            *super()._get_content_blockers(),
            *self._get_order_blockers(),
            *self._get_changes(),
            *self._get_quantity_blockers(),
            *self._amount_blockers(),
        ]

    def _get_changes(self):
        """Return a sentence when the orders no longer say what was asked for."""
        self.ensure_one()
        if self.state != "submitted" or self._content() == self.asked_content:
            return []
        return [
            self.env._(
                "The order was changed after this request. %(requester)s withdraws it and submits it again "
                "(W6.A).",
                requester=self.sudo().ops_requester_id.name or "-",  # sudo: who has to act is told
            )
        ]

    def action_ops_retry(self):
        """Issue the invoice after its cause of failure is put right: finance, support or a leader.

        Clause: W6.C
        """
        if not self.env.user._ops_has_role(*RETRIERS):
            raise UserError(
                self.env._("Finance retries once the cause is put right; sales support may, too (W6.C).")
            )
        return super().action_ops_retry()

    # ------------------------------------------------------------------
    # Cancel and reset
    # ------------------------------------------------------------------
    def _check_cancel(self):
        """An invoiced request is cancelled only once its invoice is."""
        result = super()._check_cancel()
        for request in self:
            move = request.sudo().move_id  # sudo: only whether the invoice still stands
            if move and move.state != "cancel":
                raise UserError(
                    self.env._(
                        "%(request)s: invoice %(invoice)s stands. Finance cancels it, or reverses it with a "
                        "credit note, which needs no request (W6.C).",
                        request=request.display_name,
                        invoice=move.display_name,
                    )
                )
        return result

    def _check_reset(self):
        result = super()._check_reset()
        made = self.filtered("move_id")
        if made:
            raise UserError(
                self.env._(
                    "%(request)s was invoiced. Enter a new request instead (W6.C).",
                    request=made[0].display_name,
                )
            )
        return result
