from odoo import api, fields, models


class OpsContract(models.Model):
    """The goods that the contract's paper lists, on the form of who decides and signs it (M7.6)."""

    _inherit = "ops.contract"

    goods_ids = fields.Many2many("sale.order.line", compute="_compute_goods_ids")

    @api.depends("order_ids.order_line", "order_ids.state", "replaced_by_id.order_ids.order_line")
    @api.depends_context("uid")
    def _compute_goods_ids(self):
        """Show the lines of the orders covered, as far as the reader may see them."""
        lines = self.env["sale.order.line"]
        may_read = lines.has_access("read")
        for contract in self:
            goods = contract._get_covered_orders().order_line if may_read else lines
            contract.goods_ids = goods._filtered_access("read")
