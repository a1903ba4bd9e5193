from odoo import api, fields, models
from odoo.exceptions import UserError

# Core's delivery slip is an outbound slip.
DELIVERY_SLIP = "stock.report_deliveryslip"


class StockPicking(models.Model):
    """What is released of a delivery and what is missing, told before Validate is pressed (W4.C)."""

    _inherit = "stock.picking"

    ops_release_ids = fields.Many2many("ops.release", string="Releases", compute="_compute_ops_releases")
    ops_release_count = fields.Integer("Number of releases", compute="_compute_ops_releases")
    ops_release_text = fields.Text("Released", compute="_compute_ops_release_text")
    ops_release_missing = fields.Boolean("Not released", compute="_compute_ops_release_text")
    ops_release_partly = fields.Boolean("Partly released", compute="_compute_ops_release_text")

    # ------------------------------------------------------------------
    # The state of a delivery follows from its moves
    # ------------------------------------------------------------------
    def write(self, vals):
        if "state" in vals and self.env["ops.release"]._ops_gated_companies():
            self.filtered(
                lambda picking: picking.state != vals["state"] and picking.move_ids._ops_gated()
            )._ops_refuse_state()
        return super().write(vals)

    def _ops_refuse_state(self):
        for picking in self:
            raise UserError(
                self.env._(
                    "%(transfer)s: a delivery is done when its goods have left. The warehouse presses "
                    "Validate; what is released may leave (W4.C).",
                    transfer=picking.name or "-",
                )
            )

    # ------------------------------------------------------------------
    # What the form shows
    # ------------------------------------------------------------------
    def _ops_open_gated(self):
        """Return the moves of these transfers that are still to leave behind the gate, on sudo."""
        # sudo: the keeper is told what is released, he need not see the order
        moves_sudo = self.sudo().move_ids
        return moves_sudo.filtered(lambda move: move.state not in ("done", "cancel"))._ops_gated()

    @api.depends("move_ids.sale_line_id")
    def _compute_ops_releases(self):
        for picking in self:
            # sudo: the releases are read with the user's own rights, only the way there is not
            lines_sudo = picking.sudo().move_ids.sale_line_id.ops_release_line_ids
            releases = self.env["ops.release"].browse(lines_sudo.release_id.ids)._filtered_access("read")
            picking.ops_release_ids = releases
            picking.ops_release_count = len(releases)

    @api.depends("state", "move_ids.state", "move_ids.quantity", "move_ids.product_uom_qty")
    def _compute_ops_release_text(self):
        gated = self._ops_open_gated()
        balances = gated.sale_line_id._ops_release_balances()
        for picking in self:
            moves = gated.filtered(lambda move, picking=picking: move.picking_id.id == picking._origin.id)
            texts, missing = picking._ops_release_lines(moves, balances)
            picking.ops_release_text = "\n".join(texts)
            picking.ops_release_missing = bool(missing)
            picking.ops_release_partly = bool(missing) and any(
                balances[line.id].left > 0 for line in moves.sale_line_id
            )

    def _ops_release_lines(self, moves, balances):
        """Return a sentence per order line, and the lines that are not covered."""
        _ = self.env._
        texts, missing = (
            moves.filtered(lambda move: not move._ops_fits_order_line())._ops_stray_messages(),
            [],
        )
        if texts:
            missing.append(moves.sale_line_id)
        fitting = moves.filtered(lambda move: move._ops_fits_order_line())
        for line, line_moves in fitting.grouped("sale_line_id").items():
            unit = line.product_uom_id
            leaving = sum(
                move.product_uom._compute_quantity(move._ops_planned(), unit, round=False)
                for move in line_moves
            )
            if unit.is_zero(leaving):
                continue
            left = max(0.0, balances[line.id].left)
            enough = unit.compare(leaving, left) <= 0
            texts.append(
                _(
                    "“%(product)s”: %(leaving)s %(unit)s in this delivery, %(left)s released. %(next)s",
                    product=line.product_id.display_name,
                    leaving=f"{leaving:g}",
                    unit=unit.name,
                    left=f"{left:g}",
                    next="" if enough else line._ops_release_next_step(),
                ).strip()
            )
            if not enough:
                missing.append(line)
        return texts, missing

    def _ops_require_printable(self, report):
        """Refuse core's delivery slip for what is not released; called before anything is rendered.

        Clause: W4.C

        :param report: the `ir.actions.report` that prints
        :raises UserError: names each delivery, what is missing and who acts next
        """
        if report.report_name != DELIVERY_SLIP:
            return
        problems = [
            f"{picking.name}: {text}"
            for picking in self
            if picking.ops_release_missing
            for text in picking.ops_release_text.splitlines()
        ]
        if problems:
            raise UserError("\n".join(problems))

    def action_ops_view_releases(self):
        """Open the releases of the goods in this transfer."""
        self.ensure_one()
        releases = self.ops_release_ids
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Releases"),
            "res_model": "ops.release",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", releases.ids)],
        }
        if len(releases) == 1:
            action.update(views=[(False, "form")], res_id=releases.id)
        return action

    def action_ops_take_released(self):
        """Set the quantities of this delivery to what is released; the rest becomes a back order.

        Clause: W4.C
        """
        self.check_access("write")
        moves = self._ops_open_gated()
        balances = moves.sale_line_id._ops_release_balances()
        for line, line_moves in moves.filtered("sale_line_id").grouped("sale_line_id").items():
            left = max(0.0, balances[line.id].left)
            for move in line_moves:
                unit = move.product_uom
                allowed = line.product_uom_id._compute_quantity(left, unit, rounding_method="DOWN")
                quantity = min(move.quantity, allowed)  # less, never more: what lies there decides
                left -= unit._compute_quantity(quantity, line.product_uom_id, round=False)
                if unit.compare(quantity, move.quantity):
                    move.with_env(self.env).quantity = quantity
        return True
