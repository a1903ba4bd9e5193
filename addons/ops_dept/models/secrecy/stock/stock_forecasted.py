from odoo import models


class StockForecasted(models.AbstractModel):
    """The forecast states no value of stock to whom cost is closed (W2.D)."""

    _inherit = "stock.forecasted_product_product"

    def _get_report_header(self, *args, **kwargs):
        """The forecast shows stock managers the value of the stock, unless they may not know it."""
        if self.env.su or self.env.user._ops_sees_cost():
            return super()._get_report_header(*args, **kwargs)
        # sudo: core adds the value up in the user's name; it is taken out before anything is returned
        header = super(StockForecasted, self.sudo())._get_report_header(*args, **kwargs)
        header.pop("value", None)
        return header
