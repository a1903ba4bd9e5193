from odoo import api, fields, models


class OpsBidLine(models.Model):
    """What the customer asks for: a product of ours or free text, how much, in which specification."""

    _name = "ops.bid.line"
    _inherit = ["ops.document.line"]
    _description = "Requirement of a bid"
    _order = "bid_id, sequence, id"
    _check_company_auto = True

    _document_field = "bid_id"

    bid_id = fields.Many2one("ops.bid", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="bid_id.company_id")
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        domain=[("sale_ok", "=", True)],
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    name = fields.Char(
        "Asked for",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="In the customer's words; a product can be found for it later.",
    )
    quantity = fields.Float(digits="Product Unit", default=1.0)
    uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    specification = fields.Text()

    _quantity_positive = models.Constraint("CHECK(quantity > 0)", "A requirement needs a quantity above 0.")

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.name or line.product_id.display_name

    @api.depends("product_id")
    def _compute_uom_id(self):
        for line in self:
            line.uom_id = line.product_id.uom_id or line.uom_id

    def _prepare_order_line_vals(self):
        """Return the values of the quotation line that answers this requirement."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "product_uom_id": (self.uom_id or self.product_id.uom_id).id,
            "ops_specification": self.specification,
        }
