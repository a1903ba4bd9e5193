"""What the cash room's tests share: running orders of the deal room, delivered, asked for and invoiced."""

from ..common import open_next
from ..deal.common import DealCase

# A valid unified social credit code.
TAX_NUMBER = "91350100M000100Y43"


class CashCase(DealCase):
    """The deal room's company with finance on its post, a tax, and a customer with his tax data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_finance_id = cls.accountant
        cls.customer.write({"vat": TAX_NUMBER, "ops_tax_title": "Blue River Paper Co., Ltd."})
        cls.tax = cls.env["account.tax"].create(
            {"name": "VAT 13 %", "amount": 13, "amount_type": "percent", "type_tax_use": "sale"}
        )
        cls.other = cls._create_product("Conveyor, 5 m", 8000)
        cls.other_customer = cls.env["res.partner"].create({"name": "Red Hill Mining", "is_company": True})

    def _run(self, products=None, deliver=True, **vals):
        """Return a running order, delivered unless said otherwise."""
        order = self._create_order(products=products, **vals)
        order.order_line.tax_ids = self.tax
        self._confirm(order)
        self._put_in_stock(order)
        if deliver:
            self._deliver(order)
        return order

    def _deliver(self, order, share=1.0):
        """Deliver a share of what is still to be delivered, released before where the rulebook is on."""
        if self.company.ops_rulebook and not order.ops_exempt and order.ops_to_release:
            self._release_all(order)
        for picking in order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel")):
            for move in picking.move_ids:
                move.write({"quantity": move.product_uom_qty * share, "picked": True})
            picking.with_context(skip_backorder=True, picking_ids_not_to_backorder=[]).button_validate()
        order.invalidate_recordset()

    def _request(self, orders, user=None, **vals):
        """Ask for the invoice of these orders with the order's button; change lines and fields afterwards."""
        action = orders.with_user(user or self.support).action_ops_request_invoice()
        request = open_next(action, user or self.support)
        if vals:
            request.write(vals)
        return request

    def _pass(self, request, *users):
        """Submit unless done, and let manager, purchasing and finance approve."""
        if request.state in ("draft", "refused"):
            request.with_user(self.support).action_submit()
        for user in users or (self.manager, self.purchaser, self.accountant):
            request.with_user(user).action_ops_approve()
        return request

    def _invoice(self, orders, **vals):
        """Bring orders to a posted invoice."""
        request = self._pass(self._request(orders, **vals))
        self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
        return request.sudo().move_id
