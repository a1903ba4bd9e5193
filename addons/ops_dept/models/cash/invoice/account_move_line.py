from odoo import api, models

from .cover import DIGITS

# A write of these may change what the customer was asked to pay for.
CONTENT = {
    "move_id",
    "display_type",
    "product_id",
    "name",
    "product_uom_id",
    "quantity",
    "price_unit",
    "discount",
    "tax_ids",
    "extra_tax_data",
    "sale_line_ids",
    "account_id",
    "partner_id",
    "currency_id",
    "amount_currency",
    "balance",
    "debit",
    "credit",
}


class AccountMoveLine(models.Model):
    """Items of a posted invoice stay as they were approved (W6.C); what is paid of them follows from what
    they are reconciled with (W5.C).
    """

    _name = "account.move.line"
    _inherit = ["account.move.line", "ops.follows"]

    _ops_follows_clause = "W5.C"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        moves = self.env["account.move"].browse(
            {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        )
        with moves._ops_keep_approved():
            lines = super().create(vals_list)
        for line, vals in zip(lines, vals_list, strict=True):
            line._ops_refuse_derived(vals)
        return lines

    def write(self, vals):
        self._ops_refuse_derived(vals)
        if CONTENT.isdisjoint(vals) or not self.env["res.company"]._ops_companies_on():
            return super().write(vals)
        moves = self.move_id | self.env["account.move"].browse(vals.get("move_id") or [])
        with moves._ops_keep_approved():
            result = super().write(vals)
        if "partner_id" in vals:
            # sudo: what the receipt says follows, whoever writes
            moves.sudo().origin_payment_id.ops_receipt_ids._follow_customer()
        return result

    def unlink(self):
        if not self or not self.env["res.company"]._ops_companies_on():
            return super().unlink()
        with self.move_id._ops_keep_approved():
            return super().unlink()

    # ------------------------------------------------------------------
    # Orders that run freely
    # ------------------------------------------------------------------

    def _ops_keeps_to_exempt_order(self):
        """Tell whether this line invoices an exempt order as it is: its customer, product and no higher
        price.
        """
        self.ensure_one()
        for line in self.sale_line_ids:
            order = line.order_id
            if (
                not order.ops_exempt
                or order.company_id != self.company_id
                or order.partner_invoice_id.commercial_partner_id != self.move_id.commercial_partner_id
                or line.product_id != self.product_id
                or self._ops_unit_price(self) - self._ops_unit_price(line) > 10**-DIGITS
            ):
                return False
        return bool(self.sale_line_ids)

    @api.model
    def _ops_unit_price(self, line):
        return line.price_unit * (1 - line.discount / 100)
