from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.states import ASKED


class OpsInvoiceRequestLine(models.Model):
    """How much of an order line is to be invoiced: a quantity, or an amount. All invoices of an order add up
    to the order, to the cent.

    Split by concern: here the line; `amount.py` its amounts.
    """

    _name = "ops.invoice.request.line"
    _inherit = ["ops.document.line"]
    _description = "Invoice request line"
    _order = "request_id, sequence, id"

    _document_field = "request_id"
    _ops_clause = "W6.A"
    _ops_created = ((10, "_settle_created"),)
    _ops_on_write = ((10, "_settling_amounts"),)

    request_id = fields.Many2one("ops.invoice.request", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="request_id.company_id", store=True, precompute=True, derived=True)
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
        derived=True,
    )
    name = fields.Text("Description", related="order_line_id.name")
    product_id = fields.Many2one(related="order_line_id.product_id")
    product_uom_id = fields.Many2one(related="order_line_id.product_uom_id", string="Unit")
    currency_id = fields.Many2one(related="order_line_id.currency_id")
    price_unit = fields.Float("Unit price", related="order_line_id.price_unit")
    discount = fields.Float("Discount (%)", related="order_line_id.discount")
    tax_ids = fields.Many2many(related="order_line_id.tax_ids", string="Taxes")
    product_uom_qty = fields.Float("Ordered", related="order_line_id.product_uom_qty")
    # for screens: they follow the choice of the line only, or all goods that move anywhere pay for them
    qty_delivered = fields.Float(
        "Delivered", related="order_line_id.qty_delivered", depends=["order_line_id"]
    )
    qty_invoiced = fields.Float("Invoiced", related="order_line_id.qty_invoiced", depends=["order_line_id"])
    quantity = fields.Float("To invoice", required=True, digits="Product Unit")
    quantity_open = fields.Float(
        "Still to invoice",
        compute="_compute_quantity_open",
        digits="Product Unit",
        help="Ordered or delivered, less what is invoiced and what other requests ask for.",
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
            open_quantities = request.sudo()._get_open_quantities(
                lines.sudo().order_line_id, request.basis, without=request
            )
            for line in lines:
                line.quantity_open = open_quantities.get(
                    line.sudo().order_line_id._origin, 0.0
                )  # sudo: as above

    @api.onchange("order_line_id")
    def _onchange_order_line_id(self):
        if self.order_line_id and not self.quantity:
            self.quantity = self.quantity_open

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model
    def _ops_prepare_vals(self, vals):
        """A part asked for by its amount brings its quantity along."""
        vals = super()._ops_prepare_vals(vals)
        return vals if self else {"quantity": 0.0, **vals}

    def _settle_created(self, vals_list):
        self._check_order_access()
        for line, vals in zip(self, vals_list, strict=True):
            line._settle_amounts(vals)
        self._take_rest()

    @contextmanager
    def _settling_amounts(self, vals):
        yield
        if "order_line_id" in vals:
            self._check_order_access()
        if not vals.keys().isdisjoint(("quantity", "amount_asked", "order_line_id")):
            self._settle_amounts(vals)
        if "quantity" in vals and not vals.get("amount_asked"):
            self._take_rest()

    def _check_order_access(self):
        """Only what one may read of an order can be asked for: a request shows its lines to others."""
        self.order_line_id.check_access("read")

    # ------------------------------------------------------------------
    # What the request says of a line
    # ------------------------------------------------------------------
    @api.model
    def _get_held_quantities(self, order_lines, without=None):
        """Return what open requests hold of these order lines, `{order line: quantity}`, in one query.

        :param without: requests that do not count
        """
        domain = Domain("order_line_id", "in", order_lines.ids) & Domain("request_id.state", "in", ASKED)
        domain &= Domain("request_id.move_id", "=", False)
        if without:
            domain &= Domain("request_id", "not in", without.ids)
        # sudo: what others ask for counts, whoever may read it
        groups = self.sudo()._read_group(domain, ["order_line_id"], ["quantity:sum"])
        return dict(groups)

    @api.model
    def _get_held_amounts(self, order_lines, without=None):
        """Return what open requests ask for of these order lines: `{order line: (untaxed, with tax)}`."""
        domain = Domain("order_line_id", "in", order_lines.ids) & Domain("request_id.state", "in", ASKED)
        domain &= Domain("request_id.move_id", "=", False)
        if without:
            domain &= Domain("request_id", "not in", without._origin.ids)
        held = {}
        for line in self.sudo().search(domain):  # sudo: as above
            before = held.get(line.order_line_id, (0.0, 0.0))
            held[line.order_line_id] = (before[0] + line.price_subtotal, before[1] + line.price_total)
        return held

    def _content(self):
        """Return what was asked for with this line and at which price, as JSON."""
        order_line = self.order_line_id
        amount = {"amount": [self.amount_asked, self.amount_kind]} if self.amount_asked else {}
        return {
            **amount,
            "order_line_id": order_line.id,
            "quantity": self.quantity,
            "product_id": order_line.product_id.id,
            "uom_id": order_line.product_uom_id.id,
            "price_unit": order_line.price_unit,
            "discount": order_line.discount,
            "tax_ids": sorted(order_line.tax_ids.ids),
        }
