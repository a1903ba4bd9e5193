from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Requests that hold a quantity although nothing is invoiced yet.
OPEN = ("submitted", "approved")
DERIVED = ("order_id", "company_id")


class OpsInvoiceRequestLine(models.Model):
    """How much of an order line is to be invoiced. A partial amount is a share of the line's quantity, so
    that all invoices of an order add up to the order, to the cent.
    """

    _name = "ops.invoice.request.line"
    _inherit = ["ops.document.line"]
    _description = "Invoice request line"
    _order = "request_id, sequence, id"

    _document_field = "request_id"

    request_id = fields.Many2one("ops.invoice.request", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="request_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    order_line_id = fields.Many2one(
        "sale.order.line", "Order line", required=True, index=True, ondelete="restrict"
    )
    order_id = fields.Many2one(
        "sale.order",
        "Order",
        related="order_line_id.order_id",
        store=True,
        precompute=True,
        index=True,
    )
    name = fields.Text("Description", related="order_line_id.name")
    product_id = fields.Many2one(related="order_line_id.product_id")
    product_uom_id = fields.Many2one(related="order_line_id.product_uom_id", string="Unit")
    currency_id = fields.Many2one(related="order_line_id.currency_id")
    price_unit = fields.Float("Unit price", related="order_line_id.price_unit")
    discount = fields.Float("Discount (%)", related="order_line_id.discount")
    tax_ids = fields.Many2many(related="order_line_id.tax_ids", string="Taxes")
    product_uom_qty = fields.Float("Ordered", related="order_line_id.product_uom_qty")
    qty_delivered = fields.Float("Delivered", related="order_line_id.qty_delivered")
    qty_invoiced = fields.Float("Invoiced", related="order_line_id.qty_invoiced")
    quantity = fields.Float("To invoice", required=True, digits="Product Unit")
    quantity_open = fields.Float(
        "Open",
        compute="_compute_quantity_open",
        digits="Product Unit",
        help="Ordered or delivered, less what is invoiced and what other requests ask for.",
    )
    price_subtotal = fields.Monetary(
        "Amount",
        compute="_compute_price_subtotal",
        inverse="_inverse_price_subtotal",
        compute_sudo=True,
        help="Untaxed. An amount typed in is turned into a share of the quantity; the amount shown is what "
        "will be invoiced.",
    )

    _order_line_once = models.UniqueIndex(
        "(request_id, order_line_id)", "Each order line stands once on an invoice request."
    )

    # ------------------------------------------------------------------
    # Computed values
    # ------------------------------------------------------------------
    @api.depends("order_line_id", "request_id.basis")
    def _compute_quantity_open(self):
        for request, lines in self.grouped("request_id").items():
            # sudo: reviewers see what is open of an order they need not be allowed to read
            open_quantities = request.sudo()._ops_open_quantities(
                lines.sudo().order_line_id, request.basis, without=request
            )
            for line in lines:
                line.quantity_open = open_quantities.get(
                    line.sudo().order_line_id._origin, 0.0
                )  # sudo: as above

    @api.depends("order_line_id", "quantity")
    def _compute_price_subtotal(self):
        for line in self:
            line.price_subtotal = line._ops_subtotal() if line.order_line_id else 0.0

    @api.onchange("price_subtotal")
    def _onchange_price_subtotal(self):
        self._inverse_price_subtotal()

    def _inverse_price_subtotal(self):
        """Turn a partial amount into a share of the quantity (W6.A)."""
        for line in self:
            wanted, order_line = line.price_subtotal, line.order_line_id
            if not order_line or line.currency_id.compare_amounts(wanted, line._ops_subtotal()) == 0:
                continue
            whole = line._ops_subtotal(order_line.product_uom_qty)
            if whole:
                line.quantity = order_line.product_uom_qty * wanted / whole

    def _ops_base_line(self, quantity=None):
        """Return core's base line of this part of the order line."""
        self.ensure_one()
        quantity = self.quantity if quantity is None else quantity
        return self.order_line_id._prepare_base_line_for_taxes_computation(quantity=quantity)

    def _ops_subtotal(self, quantity=None):
        """Return the untaxed amount of a quantity of the order line, as on the invoice."""
        base_line = self._ops_base_line(quantity)
        company = self.order_line_id.company_id or self.env.company
        self.env["account.tax"]._add_tax_details_in_base_line(base_line, company)
        self.env["account.tax"]._round_base_lines_tax_details([base_line], company)
        return base_line["tax_details"]["total_excluded_currency"]

    @api.onchange("order_line_id")
    def _onchange_order_line_id(self):
        if self.order_line_id and not self.quantity:
            self.quantity = self.quantity_open

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model
    def default_get(self, fields):
        """Values that follow from others take no default, neither of the context nor of the user."""
        defaults = super().default_get(fields)
        return {name: value for name, value in defaults.items() if name not in DERIVED}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_derived(vals)
        lines = super().create(vals_list)
        lines._ops_check_order_access()
        return lines

    def write(self, vals):
        self._ops_refuse_derived(vals)
        result = super().write(vals)
        if "order_line_id" in vals:
            self._ops_check_order_access()
        return result

    def _ops_refuse_derived(self, vals):
        forged = set(DERIVED) & vals.keys()
        if forged:
            raise UserError(
                self.env._(
                    "%(fields)s of an invoice request line follow from its order line and are not written by "
                    "hand (W6.A).",
                    fields=", ".join(
                        self._fields[name].get_description(self.env)["string"] for name in sorted(forged)
                    ),
                )
            )

    def _ops_check_order_access(self):
        """Only what one may read of an order can be asked for: a request shows its lines to others."""
        self.order_line_id.check_access("read")

    # ------------------------------------------------------------------
    # What the request says of a line
    # ------------------------------------------------------------------
    @api.model
    def _ops_held_quantities(self, order_lines, without=None):
        """Return what open requests hold of these order lines, `{order line: quantity}`, in one query.

        :param without: requests that do not count
        """
        domain = Domain("order_line_id", "in", order_lines.ids) & Domain("request_id.state", "in", OPEN)
        domain &= Domain("request_id.move_id", "=", False)
        if without:
            domain &= Domain("request_id", "not in", without.ids)
        # sudo: what others ask for counts, whoever may read it
        groups = self.sudo()._read_group(domain, ["order_line_id"], ["quantity:sum"])
        return dict(groups)

    def _ops_content(self):
        """Return what was asked for with this line and at which price, as JSON."""
        order_line = self.order_line_id
        return {
            "order_line_id": order_line.id,
            "quantity": self.quantity,
            "product_id": order_line.product_id.id,
            "uom_id": order_line.product_uom_id.id,
            "price_unit": order_line.price_unit,
            "discount": order_line.discount,
            "tax_ids": sorted(order_line.tax_ids.ids),
        }
