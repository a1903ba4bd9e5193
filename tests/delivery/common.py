"""Running orders, stock and releases for the delivery room's tests."""

from odoo import fields
from odoo.tests import Form

from ..deal.common import DealCase


class ReleaseCase(DealCase):
    """A confirmed order of ten bearings, a hundred of them in stock; everybody acts as his role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.warehouse.delivery_steps = "ship_only"
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        for product in (cls.plain, cls.key):
            cls._stock(product, 100)

    @classmethod
    def _stock(cls, product, quantity):
        cls.env["stock.quant"]._update_available_quantity(product, cls.warehouse.lot_stock_id, quantity)

    def _running(self, products=None, **vals):
        """Return a running order; rows are (product, quantity, price)."""
        order = self._create_order(products=products, **vals)
        return self._confirm(order) if self.company.ops_rulebook else self._confirm_plainly(order)

    def _confirm_plainly(self, order):
        order.with_user(self.support).action_confirm()
        return order

    def _release(self, order, *quantities, approve=True, **vals):
        """Request a release as sales support: everything that is open, or the quantities line by line."""
        action = order.with_user(self.support).action_ops_request_release()
        model = self.env["ops.release"].with_user(self.support)
        release = model.browse(action.get("res_id"))
        with Form(release or model.with_context(**action["context"])) as form:
            for name, value in vals.items():
                setattr(form, name, value)
            for number, quantity in enumerate(quantities):
                with form.line_ids.edit(number) as line:
                    line.quantity = quantity
        release = form.record
        release.action_submit()
        if approve:
            release.with_user(self.manager).action_ops_approve()
            self.assertIn(release.state, ("approved", "done"))
        return release

    def _picking(self, order):
        """Return the delivery that is to leave next, as the keeper works on it."""
        pickings = order.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel") and picking.location_dest_id.usage == "customer"
            )
        )
        return pickings.sorted("id")[:1].with_user(self.keeper)

    def _ship(self, picking, *quantities, backorder=True):
        """Validate as the picking's user: what is reserved, or the quantities move by move."""
        for move, quantity in zip(picking.move_ids, quantities, strict=False):
            move.quantity = quantity
        action = self._press_validate(picking)
        if isinstance(action, dict) and action.get("res_model") == "stock.backorder.confirmation":
            wizard = Form(
                self.env[action["res_model"]].with_user(picking.env.user).with_context(action["context"])
            )
            wizard = wizard.save()
            wizard.process() if backorder else wizard.process_cancel_backorder()
        return picking

    @staticmethod
    def _press_validate(picking):
        """Press Validate; who goes on past the offer to ship what is released meets the gate."""
        action = picking.button_validate()
        if isinstance(action, dict) and action.get("res_model") == "ops.ship.released":
            if not any(picking.move_ids.mapped("picked")):
                picking.move_ids.write({"picked": True})
            picking._action_done()
        return action

    def _left(self, order):
        """Return how much of the order's first line has left."""
        return order.order_line[0].qty_delivered

    def _day(self, days):
        return fields.Date.add(fields.Date.context_today(self.company), days=days)

    def _return(self, picking, quantity, exchange=False):
        """Return what core's wizard makes for goods that come back, or leave again in their place."""
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.keeper)
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        action = wizard.action_create_exchanges() if exchange else wizard.action_create_returns()
        return self.env["stock.picking"].with_user(self.keeper).browse(action["res_id"])
