from contextlib import contextmanager

from odoo import api, fields, models

from ....tools.states import ASKED

# What follows from the order, from the line's own values, or from purchasing's answer. Written by hand, an
# amount would put another price on the paper, and a state would order goods for what nobody approved.
FOLLOWS_QUOTATION = frozenset(
    {
        "state",
        "company_id",
        "currency_id",
        "order_partner_id",
        "price_subtotal",
        "price_tax",
        "price_total",
        "price_reduce_taxexcl",
        "price_reduce_taxinc",
        "ops_lead_days",
    }
)


class SaleOrderLine(models.Model):
    """A line promises product, price, quantity and time; those are frozen or watched with its order's
    approval.
    """

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "ops.follows"]

    # the invoice items of the line: core links them when it makes the invoice
    _ops_links = ("invoice_lines",)

    ops_specification = fields.Text(
        "Model and parameters",
        help="What exactly is promised, printed on the quotation; for difficult products as technical "
        "stated it (W2.C).",
    )
    ops_is_key = fields.Boolean(related="product_id.ops_is_key")
    ops_is_difficult = fields.Boolean(related="product_id.ops_is_difficult")
    ops_lead_days = fields.Integer(
        "Purchasing's lead time (days)",
        readonly=True,
        copy=False,
        help="Calendar days from order to arrival, as purchasing stated for this line (W2.D).",
        derived=True,
    )

    # ------------------------------------------------------------------
    # Its order's approval
    # ------------------------------------------------------------------
    def _ops_check_approval_created(self, _vals_list):
        self._ops_refuse_non_sellers()
        touched = self._ops_orders_in_approval()
        if touched:
            touched._ops_lines_changed()

    @contextmanager
    def _ops_changing_promise(self, vals):
        """Check a change of what the customer is promised, before and after it."""
        if vals.keys().isdisjoint(self._ops_promised_fields()):
            yield
            return
        before = self._ops_orders_in_approval()
        before._ops_lines_will_change()
        yield
        touched = before | self._ops_orders_in_approval() if "order_id" in vals else before
        touched._ops_lines_changed()
        if "product_id" in vals:
            self._ops_outdate_answers()

    @contextmanager
    def _ops_removing_promise(self):
        touched = self._ops_orders_in_approval()
        touched._ops_lines_will_change()
        yield
        touched._ops_lines_changed()

    def _ops_refuse_non_sellers(self):
        """Refuse who does not sell to change the lines of a quotation."""
        if self.env["sale.order"]._ops_is_stranger():
            self.order_id._ops_refuse_non_sellers()

    def _ops_orders_in_approval(self):
        """Return the orders of these lines that are being decided or approved (none when the rulebook is
        off).
        """
        if not self.env["res.company"]._ops_companies_on():
            return self.env["sale.order"]
        return self.order_id.filtered(lambda order: order.ops_approval_state in ASKED)

    @api.model
    def _ops_promised_fields(self):
        """Return the fields of a line that are promised to the customer."""
        return {
            "order_id",
            "product_id",
            "product_template_id",
            "name",
            "ops_specification",
            "product_uom_qty",
            "product_uom_id",
            "price_unit",
            "discount",
            "tax_ids",
            "customer_lead",
            "display_type",
            "is_downpayment",
            "is_optional",
            "extra_tax_data",  # carries amounts that overrule price and taxes
            "product_no_variant_attribute_value_ids",
            "product_custom_attribute_value_ids",
            "combo_item_id",
            "linked_line_id",
            "product_document_ids",
            "collapse_prices",
            "collapse_composition",
        }

    def _ops_derived_message(self, names):
        """What follows from order and price is said in the quotation's words (W2.D, W2.E)."""
        derived = FOLLOWS_QUOTATION & set(names)
        if not derived:
            return super()._ops_derived_message(names)
        return self.env._(
            "%(fields)s of a quotation line follow from its order, its price and purchasing's answer, and "
            "are not written by hand (W2.D, W2.E).",
            fields=self._ops_field_labels(derived),
        )

    def _ops_take_lead_days(self, days):
        """Take over purchasing's lead time past the guard; called by the answer only.

        It is what the customer is promised, unless more was promised by hand: an answer given anew replaces
        the former one. Clause: W2.D
        """
        vals = {"ops_lead_days": days}
        if self.customer_lead < days or (self.ops_lead_days and self.customer_lead == self.ops_lead_days):
            vals["customer_lead"] = days
        return self._stamp(vals)

    def _ops_outdate_answers(self):
        """Answers given for another product say nothing about this one."""
        if self.env["res.company"]._ops_companies_on():
            # sudo: the answers belong to the departments; whoever changes the product makes them void
            self.env["ops.help.request"].sudo()._outdate(self)

    # ------------------------------------------------------------------
    # Snapshot
    # ------------------------------------------------------------------
    def _ops_snapshot_line(self):
        product = self.product_id
        return {
            "product_id": product.id,
            "name": self.name or "",
            "specification": self.ops_specification or "",
            "quantity": self.product_uom_qty,
            "uom_id": self.product_uom_id.id,
            "price_unit": self.price_unit,
            "discount": self.discount,
            "tax_ids": sorted(self.tax_ids.ids),
            "lead_days": self.customer_lead,
            "display_type": self.display_type or "",
            "is_key": product.ops_is_key,
            "is_optional": self._is_line_optional(),
            "attributes": sorted(self.product_no_variant_attribute_value_ids.ids),
            "custom": self._ops_custom_words(),
            "layout": [self.collapse_prices, self.collapse_composition],
            "amounts": self.extra_tax_data or {},
        }

    def _ops_custom_words(self):
        """Return what the customer of a configurable product chose in his own words, by attribute value."""
        product = self.product_id
        if not (self.product_no_variant_attribute_value_ids or product.combination_indices):
            return []  # nothing to choose: nothing is read
        return sorted(
            [custom.custom_product_template_attribute_value_id.id, custom.custom_value or ""]
            for custom in self.product_custom_attribute_value_ids
        )

    def _ops_short_name(self):
        return self.product_id.display_name or (self.name or "-").splitlines()[0]

    def _ops_is_silent_addition(self):
        """Tell whether this new line promises nothing: a product without quantity, on an order that runs."""
        return self.order_id.state == "sale" and not self.product_uom_qty and not self.display_type
