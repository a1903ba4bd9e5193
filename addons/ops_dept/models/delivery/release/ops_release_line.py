from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import float_round

from ..balance.balance import forget_balances


class OpsReleaseLine(models.Model):
    """So many of an order line may leave, in the unit the order had when it was asked for."""

    _name = "ops.release.line"
    _inherit = ["ops.document.line"]
    _description = "Line of an outbound release"
    _order = "release_id, sequence, id"
    _check_company_auto = True
    _document_field = "release_id"
    _ops_clause = "W4.C"
    _ops_created = ((10, "_forget_balances"),)
    _ops_on_write = ((10, "_forgetting_balances"),)

    release_id = fields.Many2one("ops.release", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="release_id.company_id")
    state = fields.Selection(related="release_id.state")
    order_id = fields.Many2one(related="release_id.order_id")
    sequence = fields.Integer(default=10)
    order_line_id = fields.Many2one(
        "sale.order.line",
        "Order line",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('order_id', '=', order_id), ('display_type', '=', False)]",
    )
    product_id = fields.Many2one(
        "product.product", compute="_compute_from_order_line", store=True, precompute=True, index=True
    )
    description = fields.Text(compute="_compute_from_order_line", store=True, precompute=True)
    specification = fields.Text("Model and parameters", compute="_compute_specification")
    uom_id = fields.Many2one(
        "uom.uom", "Unit", compute="_compute_from_order_line", store=True, precompute=True
    )
    quantity = fields.Float("To leave", digits="Product Unit", required=True)
    quantity_cut = fields.Float(
        "Given back",
        digits="Product Unit",
        readonly=True,
        copy=False,
        stamp=True,
        help="Was approved, had not left, and was given back when the release was closed.",
    )
    quantity_ordered = fields.Float("Ordered", digits="Product Unit", compute="_compute_quantities")
    quantity_open = fields.Float(
        "Still to release",
        digits="Product Unit",
        compute="_compute_quantities",
        help="Ordered, less what other releases ask for or have released.",
    )
    quantity_shipped = fields.Float("Left", digits="Product Unit", compute="_compute_quantities")
    quantity_left = fields.Float(
        "Still to leave",
        digits="Product Unit",
        compute="_compute_quantities",
        help="Approved and not left yet; goods that came back may leave again.",
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Release more than 0, or take the line out."
    )
    _order_line_unique = models.UniqueIndex(
        "(release_id, order_line_id)", "Each order line stands once on a release."
    )

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("order_line_id")
    def _compute_from_order_line(self):
        for line in self:
            line.product_id = line.order_line_id.product_id
            line.uom_id = line.order_line_id.product_uom_id
            line.description = line.order_line_id.name

    @api.depends("order_line_id.ops_specification")
    def _compute_specification(self):
        # sudo: as on the outbound slip, model and specification for whoever picks the goods; no price
        for line in self.sudo():
            line.specification = line.order_line_id.ops_specification

    @api.depends("quantity", "quantity_cut", "order_line_id", "release_id.state")
    def _compute_quantities(self):
        """What is ordered, open, left and still to leave; the same number of queries for any number."""
        # sudo: warehouse and office see how much of the release left without seeing orders
        lines_sudo = self.sudo()
        order_lines_sudo = lines_sudo.order_line_id
        balances = order_lines_sudo._origin._ops_release_balances()
        for line in lines_sudo:
            order_line = line.order_line_id._origin
            balance = balances.get(order_line.id)
            line.quantity_ordered = line.quantity_open = line.quantity_shipped = line.quantity_left = 0.0
            if not balance:
                continue
            to_own_unit = order_line._ops_to_unit(line.uom_id)
            line.quantity_ordered = to_own_unit(order_line.product_uom_qty)
            still = order_line._ops_round_open_quantity(balance.open(besides=line.release_id._origin.id))
            line.quantity_open = to_own_unit(still)
            shipped = balance.share(line.release_id._origin.id)
            line.quantity_shipped = to_own_unit(shipped)
            if line.release_id.state == "approved":
                approved = line.uom_id._compute_quantity(
                    line._get_approved_quantity(),
                    order_line.product_uom_id,
                    round=False,
                    raise_if_failure=False,
                )
                left = order_line._ops_round_open_quantity(approved - shipped)
                line.quantity_left = line._round_quantity(to_own_unit(left))

    def _get_approved_quantity(self):
        """Return how much of this line may leave once it is approved."""
        return self.quantity - self.quantity_cut

    @api.model
    def _round_quantity(self, quantity):
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return float_round(quantity, precision_digits=digits)

    @api.onchange("order_line_id")
    def _onchange_order_line_id(self):
        """Offer what is still open of the line."""
        if self.order_line_id and not self.quantity:
            self.quantity = max(0.0, self.quantity_open)

    # ------------------------------------------------------------------
    # What follows from a change
    # ------------------------------------------------------------------
    def _forget_balances(self, _vals_list):
        forget_balances(self.env)

    @contextmanager
    def _forgetting_balances(self, _vals):
        forget_balances(self.env)
        yield

    def _give_back_rest(self):
        """Give back what has not left and return it in words."""
        cut = []
        for line in self.filtered("quantity_left"):
            left = line.quantity_left
            # sudo: closing the release is a move of its own, its right was checked
            line.sudo()._stamp({"quantity_cut": line.quantity_cut + left})
            cut.append(f"{line.product_id.display_name} × {left:g} {line.uom_id.name}")
        return ", ".join(cut)

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------
    def _get_line_blockers(self):
        """Return what stands against letting these goods of one release go, line by line."""
        _ = self.env._
        blockers, others = [], self.browse()
        for line in self:
            order_line = line.order_line_id
            name = line.product_id.display_name
            if order_line.order_id != line.release_id.order_id:
                blockers.append(_("“%(product)s” belongs to another order (W4.C).", product=name))
            elif line.product_id.type != "consu":
                blockers.append(_("“%(product)s” is no goods and needs no release.", product=name))
            elif (line.product_id, line.uom_id) != (order_line.product_id, order_line.product_uom_id):
                blockers.append(
                    _(
                        "“%(product)s”: product or unit differ from the order. Sales support takes the line "
                        "out and adds it again (W4.C).",
                        product=name,
                    )
                )
            elif order_line._ops_compare_goods(line.quantity, line.quantity_open) > 0:
                blockers.append(
                    _(
                        "“%(product)s”: %(quantity)s %(unit)s asked for, only %(open)s of %(ordered)s "
                        "ordered are still to release; held by: %(releases)s (W4.C).",
                        product=name,
                        releases=(
                            order_line.order_id.ops_release_ids - line.release_id
                        )._get_standing_names(),
                        quantity=f"{line.quantity:g}",
                        unit=line.uom_id.name,
                        open=f"{max(0.0, line.quantity_open):g}",
                        ordered=f"{line.quantity_ordered:g}",
                    )
                )
            else:
                others |= line
        return blockers + others._get_arrival_blockers()
