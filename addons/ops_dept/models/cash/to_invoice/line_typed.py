from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

# Who counts by hand what was done of a service: sales of the order, support, technical, their heads.
COUNTERS = ("consultant", "sales_support", "technical", "leader")
INVOICE_SIGNS = {"out_invoice": 1, "out_receipt": 1, "out_refund": -1}


class SaleOrderLine(models.Model):
    """What was delivered and invoiced of a line is counted, not typed (W6.A)."""

    _inherit = "sale.order.line"

    _ops_created = ((80, "_ops_check_counted_created"),)
    _ops_on_write = ((10, "_ops_checking_delivered"),)

    def _ops_check_counted_created(self, vals_list):
        for line, vals in zip(self, vals_list, strict=True):
            if vals.get("qty_delivered"):
                line._ops_check_counted(0.0)
        self._ops_refuse_goods_as_down_payment()

    @contextmanager
    def _ops_checking_delivered(self, vals):
        """Check a delivered quantity, and what becomes a down payment, after it is written."""
        if vals.keys().isdisjoint({"qty_delivered", "is_downpayment", "product_uom_qty"}):
            yield
            return
        before = {line: (line.qty_delivered, line.is_downpayment) for line in self}
        yield
        for line, (counted, was_down_payment) in before.items():
            if "qty_delivered" in vals:
                line._ops_check_counted(counted)
            if "is_downpayment" in vals and line.is_downpayment != was_down_payment:
                line._ops_refuse_down_payment()
        self._ops_refuse_goods_as_down_payment()

    def _ops_filter_rulebook_on(self):
        """Return the lines of companies where the rulebook is on."""
        companies = self.env["res.company"]._ops_companies_on()
        return self.filtered(lambda line: line.company_id.id in companies)

    # ------------------------------------------------------------------
    # Delivered
    # ------------------------------------------------------------------
    def _ops_check_counted(self, before):
        """Check a delivered quantity that was written: what moves count stays theirs, a service is counted by
        its people, in the log, up to what was ordered.

        :param float before: what was counted until now
        """
        self.ensure_one()
        uom = self.product_uom_id or self.product_id.uom_id
        if not self._ops_filter_rulebook_on() or not uom.compare(self.qty_delivered, before):
            return
        if self.qty_delivered_method != "manual":
            # core itself writes what its moves say, on lines that it adds to the order
            if uom.compare(self.qty_delivered, self._ops_delivered()):
                raise UserError(self._ops_derived_message(["qty_delivered"]))
            return
        if not self.env.su and not self.env.user._ops_has_role(*COUNTERS):
            raise UserError(
                self.env._(
                    "%(line)s: what was done of a service is counted by sales, sales support or technical "
                    "(W6.A).",
                    line=self.display_name,
                )
            )
        if uom.compare(self.qty_delivered, max(self.product_uom_qty, 0.0)) > 0:
            raise UserError(
                self.env._(
                    "%(line)s: %(counted)s done, %(ordered)s ordered. The salesperson has the order changed "
                    "and approved first (W6.A).",
                    line=self.display_name,
                    counted=f"{self.qty_delivered:g}",
                    ordered=f"{self.product_uom_qty:g}",
                )
            )
        # sudo: nobody writes the log by hand; that the user may count was checked
        self.env["ops.log"].sudo()._log(
            self.order_id,
            "counted",
            clause_code="W6.A",
            comment=f"{self._ops_short_name()}: {before:g} → {self.qty_delivered:g}",
        )

    def _ops_delivered(self):
        """Return what was delivered of this line by the moves behind it, whatever its column says; what is
        counted by hand is what was counted.
        """
        self.ensure_one()
        if self.qty_delivered_method == "manual":
            return self.qty_delivered
        line = self.sudo()  # sudo: a quantity only, for whoever may read the line
        return line._prepare_qty_delivered()[line]

    def _ops_invoiced(self):
        """Return what was invoiced of this line by the items behind it, drafts included."""
        self.ensure_one()
        # a date in the context would leave later invoices out; sudo: as above
        line = self.with_context(accrual_entry_date=False).sudo()
        return line._prepare_qty_invoiced()[line]

    def _ops_part_base_line(self, quantity, price_unit=None):
        """Return core's base line of a part of this line, at another price when one is given."""
        self.ensure_one()
        price = {} if price_unit is None else {"price_unit": price_unit}
        return self._prepare_base_line_for_taxes_computation(quantity=quantity, **price)

    def _ops_part_amounts(self, quantity, price_unit=None):
        """Return what core computes of a part of this line on an invoice: untaxed, with tax."""
        base_line = self._ops_part_base_line(quantity, price_unit)
        company = self.company_id or self.env.company
        self.env["account.tax"]._add_tax_details_in_base_line(base_line, company)
        self.env["account.tax"]._round_base_lines_tax_details([base_line], company)
        details = base_line["tax_details"]
        untaxed = details["total_excluded_currency"]
        return untaxed, untaxed + sum(tax["tax_amount_currency"] for tax in details["taxes_data"])

    def _ops_invoiced_amounts(self):
        """Return what was invoiced of this line, drafts included, in money: untaxed, with tax."""
        self.ensure_one()
        untaxed = taxed = 0.0
        for item in self.sudo().invoice_lines:  # sudo: sums only
            if item.move_id.state != "cancel":
                sign = INVOICE_SIGNS.get(item.move_id.move_type, 0)
                untaxed += sign * item.price_subtotal
                taxed += sign * item.price_total
        return untaxed, taxed

    # ------------------------------------------------------------------
    # Down payments
    # ------------------------------------------------------------------
    def _ops_refuse_down_payment(self):
        """Goods do not become a down payment, nor back: these are not counted against the order. What a
        quotation says is its approval's.
        """
        self.ensure_one()
        if self._ops_filter_rulebook_on() and self.state == "sale":
            raise UserError(self._ops_derived_message(["is_downpayment"]))

    def _ops_refuse_goods_as_down_payment(self):
        """A line of core's down payments orders nothing of a running order."""
        for line in self._ops_filter_rulebook_on():
            if (
                line.state == "sale"
                and line.is_downpayment
                and not line.display_type
                and line.product_uom_qty
            ):
                raise UserError(line._ops_derived_message(["is_downpayment"]))
