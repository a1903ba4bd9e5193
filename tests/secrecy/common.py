"""The company in which cost is secret: who sees it, who does not, and goods bought, sold and moved."""

from odoo.tests import Form, new_test_user

from ..deal.common import DealCase

SEEING = ("purchaser", "manager", "leader", "gm", "auditor", "financier", "system")
BLIND = (
    "consultant",
    "support",
    "technician",
    "storeman",
    "clerk",
    "store_assistant",
    "market",
    "field_market",
    "rule_admin",
)
COST = 4321.57  # what no id of a record looks like
VENDOR_PRICE = 4567.0


class CostCase(DealCase):
    """The company of the deal room with the other roles, a product with cost, vendor price, stock and
    history.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, groups in {
            "storeman": "ops_dept.ops_dept_group_warehouse",
            "store_assistant": "ops_dept.ops_dept_group_store_assistant",
            "market": "ops_dept.ops_dept_group_market_head",
            "field_market": "ops_dept.ops_dept_group_field_specialist",
            "financier": "ops_dept.ops_dept_group_finance",
            "system": "base.group_system",
        }.items():
            user = new_test_user(
                cls.env, f"ops_{name}", groups=f"base.group_user,{groups}", name=name.capitalize()
            )
            setattr(cls, name, user)
        for name in (*SEEING, *BLIND):  # whoever may export must not export cost either
            getattr(cls, name).group_ids |= cls.env.ref("base.group_allow_export")
        cls.goods = cls._create_product("Gear pump", 9000, standard_price=COST, default_code="GP-1")
        cls.goods_tmpl = cls.env["product.template"].browse(cls.goods.product_tmpl_id.id)
        cls.seller = cls.env["product.supplierinfo"].create(
            {
                "partner_id": cls.vendor.id,
                "product_tmpl_id": cls.goods_tmpl.id,
                "price": VENDOR_PRICE,
                "discount": 5,
                "delay": 14,
            }
        )
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.env["stock.quant"]._update_available_quantity(cls.goods, cls.warehouse.lot_stock_id, 100)

    def _secret_fields(self):
        """Yield (model, field) of all declared secrets that exist here."""
        for name in sorted(self.env.registry.descendants(["ops.cost.secret"], "_inherit")):
            model = self.env[name]
            yield from ((name, field) for field in sorted(model._ops_cost_fields) if field in model._fields)

    # ------------------------------------------------------------------
    # Goods come and go
    # ------------------------------------------------------------------
    def _purchase(self, quantity):
        order = (
            self.env["purchase.order"]
            .with_user(self.purchaser)
            .create(
                {
                    "partner_id": self.vendor.id,
                    "order_line": [
                        (
                            0,
                            0,
                            {
                                "product_id": self.goods.id,
                                "product_qty": quantity,
                                "price_unit": 5000,
                                "tax_ids": [],
                            },
                        )
                    ],
                }
            )
        )
        order.button_confirm()
        return order

    def _receive(self, quantity):
        picking = self._purchase(quantity).picking_ids.with_user(self.storeman)
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking.move_ids.sudo()

    def _deliver(self, order, quantity=None):
        if order.sudo().ops_to_release:
            self._release_all(order)
        picking = (
            order.sudo()
            .picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))
            .with_user(self.storeman)
        )
        picking.action_assign()
        for move in picking.move_ids:
            move.quantity = quantity or move.product_uom_qty
            move.picked = True
        result = picking.button_validate()
        if isinstance(result, dict) and result.get("res_model") == "stock.backorder.confirmation":
            Form.from_action(self.env(user=self.storeman), result).save().process()
        self.assertEqual(picking.state, "done")
        return picking.move_ids.sudo()

    def _sell(self, quantity, **vals):
        order = self._create_order(products=[(self.goods, quantity, 9000)], **vals)
        return self._confirm(order)
