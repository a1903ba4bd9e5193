from odoo import api, fields, models


class OpsContract(models.Model):
    """When the goods of a contract come: the date agreed, the days promised on its orders, or left open.

    A paper that says *to be agreed* is signed only where somebody chose that and says why.
    """

    _inherit = "ops.contract"

    delivery_promise = fields.Char(
        "Delivery by the orders",
        compute="_compute_delivery_promise",
        help="What the quotations promise; printed where the contract has no delivery date of its own.",
    )
    delivery_open_reason = fields.Char(
        "Delivery left open because",
        copy=False,
        tracking=True,
        help="The paper says that delivery is to be agreed, because … Needed where neither contract nor "
        "quotations say when the goods come (W3.D).",
        frozen="terms",
    )

    @api.depends("order_ids.commitment_date", "order_ids.order_line.customer_lead")
    def _compute_delivery_promise(self):
        for contract in self:
            # sudo: what the orders promise is the contract's own promise
            contract.delivery_promise = contract.sudo()._get_covered_orders()._ops_delivery_promise()

    def _get_delivery_blockers(self):
        """Ask for a date, or for the reason why there is none. Clause: W3.D"""
        self.ensure_one()
        if self.date_delivery or self.parent_id or (self.delivery_open_reason or "").strip():
            return []
        # what an order by phone delivered already needs no day any more
        orders = self._get_covered_orders().filtered(lambda order: order.delivery_status != "full")
        silent = orders.filtered(lambda order: not order._ops_delivery_promise())
        if not silent:
            return []
        return [
            self.env._(
                "Consultant or sales support: enter the delivery date, for neither the contract nor "
                "%(orders)s says when the goods come; or say why it is left open (W3.D).",
                orders=", ".join(silent.mapped("name")),
            )
        ]
