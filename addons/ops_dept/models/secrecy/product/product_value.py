"""Models that exist to tell values of stock: closed by access rights to sales, and by field to whoever gets
those rights.
"""

from odoo import models


class ProductValue(models.Model):
    _name = "product.value"
    _inherit = ["product.value", "ops.cost.secret"]

    _ops_cost_fields = frozenset(
        {
            "value",
            "description",
            "current_value",
            "current_value_details",
            "current_value_description",
            "computed_value_description",
        }
    )


class StockAvcoReport(models.AbstractModel):
    _name = "stock.avco.report"
    _inherit = ["stock.avco.report", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"value", "added_value", "total_value", "avco_value"})


class AccountInvoiceReport(models.Model):
    _name = "account.invoice.report"
    _inherit = ["account.invoice.report", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"inventory_value", "price_margin"})


class PurchaseReport(models.Model):
    _name = "purchase.report"
    _inherit = ["purchase.report", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"price_total", "price_average", "untaxed_total"})


class PurchaseBillLineMatch(models.Model):
    _name = "purchase.bill.line.match"
    _inherit = ["purchase.bill.line.match", "ops.cost.secret"]

    _ops_cost_fields = frozenset(
        {"product_uom_price", "line_amount_untaxed", "purchase_amount_untaxed", "billed_amount_untaxed"}
    )
