from odoo import models


class StockMove(models.Model):
    """Whoever moves goods need not know what they cost (DESIGN §11); core values the moves all the same."""

    _name = "stock.move"
    _inherit = ["stock.move", "ops.cost.secret"]

    _ops_cost_fields = frozenset(
        {
            "price_unit",
            "standard_price",
            "value",
            "value_manual",
            "value_justification",
            "value_computed_justification",
            "remaining_value",
        }
    )

    # ------------------------------------------------------------------
    # Read by core in the name of whoever moves goods (`_ops_cost_sudo`)
    # ------------------------------------------------------------------
    def _set_value(self, *args, **kwargs):
        return super(StockMove, self._ops_cost_sudo())._set_value(*args, **kwargs)

    def _get_value_data(self, *args, **kwargs):
        return super(StockMove, self._ops_cost_sudo())._get_value_data(*args, **kwargs)

    def _get_aml_value(self):
        return super(StockMove, self._ops_cost_sudo())._get_aml_value()

    def _get_price_unit(self):
        return super(StockMove, self._ops_cost_sudo())._get_price_unit()

    def _get_cogs_price_unit(self, *args, **kwargs):
        return super(StockMove, self._ops_cost_sudo())._get_cogs_price_unit(*args, **kwargs)

    def _prepare_analytic_lines(self):
        return super(StockMove, self._ops_cost_sudo())._prepare_analytic_lines()

    def _merge_moves(self, *args, **kwargs):
        """Moves are merged when their prices agree, too."""
        return super(StockMove, self._ops_cost_sudo())._merge_moves(*args, **kwargs).with_env(self.env)

    def _prepare_move_split_vals(self, *args, **kwargs):
        """A back order keeps the price of its order."""
        return super(StockMove, self._ops_cost_sudo())._prepare_move_split_vals(*args, **kwargs)

    def _create_repair_sale_order_line(self):
        """Parts priced on the move are sold at that price."""
        if not self or not self._ops_cost_hidden():
            return super()._create_repair_sale_order_line()
        orders = self.repair_id.sale_order_id
        if orders:
            self.env["sale.order.line"].check_access("create")
            orders.check_access("write")
        return super(StockMove, self.sudo())._create_repair_sale_order_line()

    # ------------------------------------------------------------------
    # Purchase orders behind a delivery
    # ------------------------------------------------------------------
    def _get_upstream_documents_and_responsibles(self, visited):
        """Find the purchase orders behind a delivery for who may not read them.

        Core asks this in the name of whoever cancels or lowers a sales order, and reads purchase lines, so
        that nobody from sales could. Only which documents they are, and whose, gets out: core leaves a note
        at them; the purchase orders stay closed to the user.
        """
        if self.env["purchase.order.line"].has_access("read"):
            return super()._get_upstream_documents_and_responsibles(visited)
        # sudo: the right to change the sales order is checked by the write on it, which follows
        found = super(StockMove, self.sudo())._get_upstream_documents_and_responsibles(visited.sudo())
        return [tuple(records.with_env(self.env) for records in documents) for documents in found]
