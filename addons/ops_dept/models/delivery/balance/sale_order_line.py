from odoo import api, fields, models
from odoo.fields import Domain

from .balance import Balance, kept_balances
from .states import COUNTED, RELEASED


class SaleOrderLine(models.Model):
    """How much of the line was released, is being decided, left and is still to release (W4.C).

    Nothing is stored here: orders, deliveries and returns are as quick as without the rulebook. Approvals are
    read from the releases and what left from the moves, so that nobody can write either on the line.
    """

    _inherit = "sale.order.line"

    ops_release_line_ids = fields.One2many("ops.release.line", "order_line_id", "Releases")
    ops_qty_released = fields.Float(
        "Released",
        digits="Product Unit",
        compute="_compute_ops_qty_released",
        help="Approved to leave (W4.C).",
    )
    ops_qty_to_release = fields.Float(
        "To release",
        digits="Product Unit",
        compute="_compute_ops_qty_released",
        help="Ordered, less what was released or is being decided.",
    )

    @api.depends(
        "state",
        "product_uom_qty",
        "ops_release_line_ids.quantity",
        "ops_release_line_ids.quantity_cut",
        "ops_release_line_ids.release_id.state",
    )
    def _compute_ops_qty_released(self):
        behind = self._ops_filter_releasable()
        # sudo: quantities only, for whoever may read the line
        balances = behind.sudo()._ops_release_balances()
        for line in self:
            balance = balances.get(line._origin.id or line.id)
            line.ops_qty_released = balance.released if balance else 0.0
            line.ops_qty_to_release = line._ops_round_open_quantity(balance.open()) if balance else 0.0

    def _ops_filter_releasable(self):
        """Return the lines of goods on running orders behind the gate."""
        companies = self.env["ops.release"]._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(
            lambda line: (
                line.company_id.id in companies
                and line.state == "sale"
                and not line.display_type
                and line.product_id.type == "consu"
                and not line.order_id.ops_exempt
            )
        )

    # ------------------------------------------------------------------
    # Balance
    # ------------------------------------------------------------------
    def _ops_release_balances(self):
        """Return what was asked, approved and shipped of each line, by its id; three queries for any number.

        Called on sudo: the gate counts what everybody shipped. A line being changed in a form counts by the
        id under which it is stored.

        :rtype: dict[int, Balance]
        """
        parts = self._ops_parts()
        balances = {
            line._origin.id or line.id: Balance(ordered=line.product_uom_qty, parts=parts[line.id])
            for line in self
        }
        if self:
            self._ops_add_releases(balances)
            self._ops_add_moves(balances)
        return balances

    def _ops_kept_balances(self):
        """Return the balances of these lines, read once while deliveries are validated (`keep_balances`)."""
        kept = kept_balances(self.env)
        if kept is None:
            return self._ops_release_balances()
        unread = self.browse([line_id for line_id in self.ids if line_id not in kept])
        kept.update(unread._ops_release_balances())
        return kept

    def _ops_add_releases(self, balances):
        rows = self.env["ops.release.line"]._read_group(
            Domain("order_line_id", "in", self.ids) & Domain("release_id.state", "in", COUNTED),
            ["order_line_id", "release_id", "uom_id", "product_id"],
            ["quantity:sum", "quantity_cut:sum"],
        )
        rows.sort(key=lambda row: (row[1].ops_date_approved or row[1].create_date, row[1].id))
        for line, release, unit, product, quantity, cut in rows:
            if product != line.product_id or release.order_id != line.order_id:
                continue  # the line became another one: what was approved does not cover it
            asked = unit._compute_quantity(
                quantity - cut, line.product_uom_id, round=False, raise_if_failure=False
            )
            balances[line.id].asked[release.id] += asked
            balances[line.id].places[release.id] = release._get_address().id
            if release.state in RELEASED:
                balances[line.id].approved.add(release.id)

    def _ops_add_moves(self, balances):
        rows = self.env["stock.move"]._read_group(
            Domain("sale_line_id", "in", self.ids) & Domain("state", "=", "done"),
            [
                "sale_line_id",
                "product_id",
                "product_uom",
                "location_id",
                "location_dest_id",
                "partner_id",
                "ops_exempt",
            ],
            ["quantity:sum"],
        )
        for line, product, unit, source, target, address, is_free, quantity in rows:
            balance = balances[line.id]
            if product.id not in balance.parts:
                continue
            is_part = product != line.product_id
            is_out = target._ops_takes_from(source, of_order=True, is_part=is_part)
            is_back = not is_out and source._ops_is_gone() and target.usage != "inventory"
            moved = unit._compute_quantity(quantity, product.uom_id, round=False, raise_if_failure=False)
            sums = balance.moved[product.id, address.id]
            if is_free and (is_out or is_back):
                sums.free += moved if is_out else -moved
            elif is_out:
                sums.out += moved
            elif is_back:
                sums.back += moved

    def _ops_release_next_step(self):
        """Say who acts next so that more of this line may leave. Called on sudo."""
        self.ensure_one()
        _ = self.env._
        waiting = self.ops_release_line_ids.release_id.filtered(lambda release: release.state == "submitted")[
            :1
        ]
        if waiting:
            return waiting._ops_get_not_decided_message()
        if self.ops_qty_to_release:
            return _("Sales support requests the release on the order, the sales manager approves it (W4.C).")
        return _(
            "All %(ordered)s ordered are released: deliver no more, or have the order changed first (W4.C).",
            ordered=f"{self.product_uom_qty:g}",
        )
