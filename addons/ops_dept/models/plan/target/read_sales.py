from odoo import api, models
from odoo.fields import Domain

from .read import by_district, day_of

# The parts of a key as core's analyses call them.
ORDERS = {"team_id": "team_id", "user_id": "user_id", "category_id": "categ_id"}
INVOICES = {"team_id": "team_id", "user_id": "invoice_user_id", "category_id": "product_categ_id"}
READ = {
    "sale.order": [
        *("state", "company_id", "date_order", "partner_id", "team_id", "user_id", "currency_rate"),
    ],
    "sale.order.line": ["order_id", "product_id", "price_subtotal", "display_type", "is_downpayment"],
    "product.template": ["categ_id"],
}


class OpsTarget(models.Model):
    """What was ordered and what was invoiced, by core's own analyses, untaxed, in the company's currency."""

    _inherit = "ops.target"

    @api.model
    def _read_orders(self, company, parts, first, last, unit):
        """An order counts for its salesperson and team when it is confirmed, a cancelled one never."""
        for name, fields in READ.items():  # core's analysis does not say what it reads
            self.env[name].flush_model(fields)
        start, stop = company._ops_span(first, last)
        domain = (
            Domain("state", "=", "sale")
            & Domain("company_id", "=", company.id)
            & Domain("date", ">=", start)
            & Domain("date", "<", stop)
        )
        return self._read_analysis("sale.report", domain, "date", ORDERS, parts, unit)

    @api.model
    def _read_invoiced(self, company, parts, first, last, unit):
        """Posted invoices minus credit notes, on the day of the invoice."""
        domain = (
            Domain("state", "=", "posted")
            & Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
            & Domain("company_id", "=", company.id)
            & Domain("invoice_date", ">=", first)
            & Domain("invoice_date", "<=", last)
        )
        return self._read_analysis("account.invoice.report", domain, "invoice_date", INVOICES, parts, unit)

    @api.model
    def _read_analysis(self, model, domain, day, names, parts, unit):
        names = {**names, "district_id": "commercial_partner_id"}
        rows = self.env[model]._read_group(
            domain, [f"{day}:{unit}", *(names[part] for part in parts)], ["price_subtotal:sum"]
        )
        found = [
            (day_of(when), *(record.id for record in records), amount) for when, *records, amount in rows
        ]
        return by_district(self.env, parts, found)
