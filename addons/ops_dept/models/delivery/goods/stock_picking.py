from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import ask, open_records
from ..balance.balance import keep_balances

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
                lambda picking: (
                    picking.state != vals["state"] and picking.move_ids._ops_filter_needing_release()
                )
            )._ops_refuse_state()
        if "partner_id" not in vals or not self.env["ops.release"]._ops_gated_companies():
            return super().write(vals)
        self.move_ids._ops_refuse_done_change()  # it says where the goods went
        with self.move_ids._ops_refuse_change_of_exempt():
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
    def _ops_get_moves_to_release(self):
        """Return the moves of these transfers that are still to leave behind the gate, on sudo."""
        # sudo: the keeper is told what is released, he need not see the order
        moves_sudo = self.sudo().move_ids
        return moves_sudo.filtered(
            lambda move: move.state not in ("done", "cancel") and not move._ops_is_of_case()
        )._ops_filter_needing_release()

    @api.depends("move_ids.sale_line_id")
    def _compute_ops_releases(self):
        for picking in self:
            # sudo: the releases are read with the user's own rights, only the way there is not
            lines_sudo = picking.sudo().move_ids.sale_line_id.ops_release_line_ids
            releases = self.env["ops.release"].browse(lines_sudo.release_id.ids)._filtered_access("read")
            picking.ops_release_ids = releases
            picking.ops_release_count = len(releases)

    # not the moves' quantities, else every move that is written would look for its transfer here
    @api.depends("state", "partner_id", "move_ids")
    def _compute_ops_release_text(self):
        gated = self._ops_get_moves_to_release()
        balances = gated.sale_line_id._ops_kept_balances()
        for picking in self:
            moves = gated.filtered(lambda move, picking=picking: move.picking_id.id == picking._origin.id)
            problems, short = moves._ops_get_release_problems(balances)
            covered = [] if problems else moves._ops_covered_texts(balances)
            picking.ops_release_text = "\n".join(problems or covered)
            picking.ops_release_missing = bool(problems)
            # what is short is all that stands in the way, and something of the transfer may leave
            picking.ops_release_partly = bool(short) and any(
                balances[move.sale_line_id.id].left_of(move.product_id.id) > 0 for move in moves
            )

    @api.onchange("move_ids")
    def _onchange_ops_release_text(self):
        """Say anew what is released while quantities are typed."""
        self._compute_ops_release_text()

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

    def action_ops_open_releases(self):
        """Open the releases of the goods in this transfer."""
        return open_records(self.ops_release_ids, self.env._("Releases"))

    # ------------------------------------------------------------------
    # Validate
    # ------------------------------------------------------------------
    def button_validate(self):
        """Offer to ship what is released where less is released than would leave. Clause: W4.C"""
        if not self.env["ops.release"]._ops_gated_companies():
            return super().button_validate()
        with keep_balances(self.env):
            if self.filtered(lambda picking: picking.state not in ("done", "cancel"))._ops_ships_partly():
                return ask("ops.ship.released", self.env._("Less is released"), picking_ids=self.ids)
            return super().button_validate()

    def _ops_ships_partly(self):
        """Tell whether part of what lies ready here is released, and only the rest stands in the way."""
        missing = self.filtered("ops_release_missing")
        return bool(missing) and all(
            picking.ops_release_partly and any(picking.move_ids.mapped("quantity")) for picking in missing
        )

    def action_ops_take_released(self):
        """Set the quantities of this delivery to what is released; the rest becomes a back order.

        Clause: W4.C
        """
        self.check_access("write")
        moves = self._ops_get_moves_to_release()
        balances = moves.sale_line_id._ops_release_balances()
        for (line, product), group in (
            moves.filtered("sale_line_id").grouped(lambda move: (move.sale_line_id, move.product_id)).items()
        ):
            left = {
                place: max(0.0, balances[line.id].left_of(product.id, place))
                for place in (None, *group.mapped(lambda move: move._ops_addresses()[:1].id or None))
            }
            for move in group:
                move.with_env(self.env)._ops_take_from_release(left, move._ops_addresses()[:1].id or None)
        return True
