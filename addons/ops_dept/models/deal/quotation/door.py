from odoo import api, models


class SaleOrder(models.Model):
    """The door of an order: every way of making or writing one ends here, and is asked in this order.

    Where the rulebook is off and nothing of ours is written, core writes at once.
    """

    _inherit = "sale.order"

    _ops_created = (
        (10, "_ops_check_created"),
        (20, "_ops_check_bid_created"),
        (30, "_ops_check_link_created"),
        (90, "_ops_check_derived_created"),
    )
    _ops_on_write = (
        (30, "_ops_keeping_contract"),
        (40, "_ops_linking_contract"),
        (50, "_ops_answering_bid"),
        (54, "_ops_keeping_signature"),
        (56, "_ops_keeping_date"),
        (60, "_ops_passing_gate"),
    )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._ops_refuse_created()
        if not all(self._ops_is_plain(vals) for vals in vals_list):
            orders._ops_call_rows("_ops_created", vals_list)
        return orders

    def write(self, vals):
        if not self or self._ops_is_stamping("write", vals) or self._ops_is_plain(vals):
            return super().write(vals)
        self._ops_refuse_non_sellers(vals)
        self._ops_refuse_stamps(vals)
        self._ops_refuse_derived(vals)
        if self._state_field in vals and len(vals) > 1:
            return self._ops_write_by_turns(vals)
        if self._state_field in vals:
            return self._ops_move(vals[self._state_field])
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)

    def _ops_is_plain(self, vals):
        """Tell whether these are values of plain Odoo, where the rulebook is off."""
        return not (
            self.env["res.company"]._ops_companies_on() or any(name.startswith("ops_") for name in vals)
        )

    def _ops_check_derived_created(self, vals_list):
        for order, vals in zip(self, vals_list, strict=True):
            order._ops_refuse_derived(vals)
