from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.fetch_lines import fetch_lines

# Who may ask for the leader's decision by hand.
MARKERS = ("sales_manager", "leader")
MAX_DISCOUNT = 100.0
# Sums are kept to this many digits: finer than any currency, coarser than float noise.
DIGITS = 6


class SaleOrder(models.Model):
    """When a leader decides too, and amounts that would hide it (W2.E)."""

    _inherit = "sale.order"

    def _ops_positive_amount(self):
        """Return what is sold, untaxed, in the order's currency: lines that take off take nothing off it."""
        self.ensure_one()
        lines = fetch_lines(self, "order_line").filtered(lambda line: not line.display_type)
        sold = sum(line.price_subtotal for line in lines if line.price_subtotal > 0)
        return max(round(sold, DIGITS), self.amount_untaxed)

    def _ops_compute_major(self):
        """Tell whether a leader decides too: what is sold, untaxed, at today's rate, or marked by hand.

        Clause: W2.E
        """
        self.ensure_one()
        if self.ops_major_marked:
            return True
        company = self.company_id
        amount = self.currency_id._convert(
            self._ops_positive_amount(), company.currency_id, company, fields.Date.today()
        )
        return (
            company.currency_id.compare_amounts(amount, company.sudo().ops_major_quotation) >= 0
        )  # sudo: a setting

    def _ops_check_major_mark(self):
        if not self.env.user._ops_has_role(*MARKERS):
            raise UserError(
                self.env._("A quotation is marked as major by the sales manager or a company leader (W2.E).")
            )
        approved = self.filtered(lambda order: order.ops_approval_state == "approved")
        if approved:
            raise UserError(
                self.env._(
                    "%(order)s is approved: the tiers were set at the request. Take your approval back, "
                    "refuse it and mark it as major; under a contract mark that instead (W2.E).",
                    order=approved[0].display_name,
                )
            )
        decided = self.filtered(lambda order: order.ops_approval_state == "submitted")
        if decided:
            raise UserError(
                self.env._(
                    "%(order)s: the tiers are set at the request. Refuse it, mark it as major and let it be "
                    "submitted again (W2.E).",
                    order=decided[0].display_name,
                )
            )

    # ------------------------------------------------------------------
    # Amounts below zero
    # ------------------------------------------------------------------
    def _ops_amount_blockers(self):
        """Say which amounts no quotation may have: less than nothing, discounts beyond the price."""
        self.ensure_one()
        _ = self.env._
        blockers = []
        if self.currency_id.compare_amounts(self.amount_untaxed, 0) < 0:
            blockers.append(
                _(
                    "Consultant or sales support: the quotation comes to less than nothing (%(amount)s); "
                    "correct prices and discounts (W2.E).",
                    amount=self.currency_id.format(self.amount_untaxed),
                )
            )
        for line in self.order_line:
            if line.discount > MAX_DISCOUNT:
                blockers.append(
                    _(
                        "Consultant or sales support: “%(line)s” has a discount of %(discount)s; at most the "
                        "whole price can be given (W2.E).",
                        line=line._ops_short_name(),
                        discount=f"{line.discount:g} %",
                    )
                )
        return blockers

    def _ops_refuse_negative(self):
        """What was approved does not become less than nothing afterwards, confirmed or not."""
        approved = self._ops_filter_gated().filtered(lambda order: order.ops_approval_state == "approved")
        problems = [
            f"{order.display_name}: {text}" for order in approved for text in order._ops_amount_blockers()
        ]
        if problems:
            raise UserError("\n".join(problems))
