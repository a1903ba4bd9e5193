from odoo import api, fields, models


class OpsAcceptanceLine(models.Model):
    """A product that was installed, with its serial numbers (M7.9)."""

    _name = "ops.acceptance.line"
    _inherit = ["ops.document.line"]
    _description = "Product installed"
    _order = "sequence, id"
    _document_field = "acceptance_id"
    _ops_clause = "M7.9"

    acceptance_id = fields.Many2one("ops.acceptance", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10, aggregator=None)
    product_id = fields.Many2one("product.product", required=True, ondelete="restrict")
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    serials = fields.Char("Serial numbers", help="As on the devices that stand there.")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Installed is a quantity above zero (M7.9)."
    )

    @api.depends("product_id")
    def _compute_uom_id(self):
        for line in self:
            line.uom_id = line.uom_id or line.product_id.uom_id
