"""The fields of `sale_margin`, an add-on that may be installed later: margin and cost of what is sold (DESIGN
§11).
"""

from odoo import models

MARGIN_FIELDS = frozenset({"purchase_price", "margin", "margin_percent"})


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "ops.cost.secret"]

    _ops_cost_fields = MARGIN_FIELDS


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "ops.cost.secret"]

    _ops_cost_fields = MARGIN_FIELDS


class SaleReport(models.Model):
    _name = "sale.report"
    _inherit = ["sale.report", "ops.cost.secret"]

    _ops_cost_fields = MARGIN_FIELDS
