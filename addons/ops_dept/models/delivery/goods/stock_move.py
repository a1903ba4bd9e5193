from odoo import api, fields, models
from odoo.exceptions import UserError

from ..balance.balance import forget_balances, keep_balances

# What changes what left, or for whom: looked at when it is written on a move.
WATCHED = frozenset(
    {
        "state",
        "quantity",
        "product_uom_qty",
        "product_id",
        "product_uom",
        "location_id",
        "location_dest_id",
        "sale_line_id",
        "move_line_ids",
        "lot_ids",
        "company_id",
        "partner_id",
        "picking_id",
    }
)
PLACES = ("location_id", "location_dest_id")


class StockMove(models.Model):
    """Nothing leaves for a customer without an approved release (W4.C).

    The gate stands where every way ends: a move becomes done in `write`. Transfers, back orders, several
    steps, drop-shipping, scrap, direct calls and direct writes pass it; superuser mode is not exempt. Counted
    is the order line: what the customer holds of it never exceeds what was approved, so goods that came back
    may leave again. What left is what core counts as delivered (`stock_location.py`). Returns, internal
    moves, inventory and repairs stay free; what ran when the rulebook was switched on runs as it stood.

    Split by concern: here the choke points, `release.py` what a release covers, `exempt/stock_move.py` what
    runs without one.
    """

    _name = "stock.move"
    _inherit = ["stock.move", "ops.guarded"]

    _ops_clause = "W4.C"
    # Rows of what is asked before moves become done, and of what follows; rooms add theirs.
    _ops_checked_done = ()
    _ops_done = ()
    _ops_recounted = ()  # once what done moves carried is another quantity
    _ops_drops_stamps = True  # what runs freely was marked when the rulebook was switched on

    ops_exempt = fields.Boolean(
        "Exempt from releases",
        readonly=True,
        copy=False,
        help="Ran already when the rulebook was switched on, or was done while it was off.",
        stamp=True,
    )

    # ------------------------------------------------------------------
    # Which moves
    # ------------------------------------------------------------------
    def _ops_is_to_customer(self):
        """Tell whether goods of this move leave for a customer: by the move, or by one of its lines."""
        self.ensure_one()
        return self._ops_is_leaving(self.location_id, self.location_dest_id) or bool(
            self.move_line_ids._ops_is_to_customer()
        )

    def _ops_is_leaving(self, source, target):
        """Tell whether goods of this move, or of none, leave for a customer between two places."""
        line_sudo = self.sudo().sale_line_id  # sudo: the keeper need not see the order
        is_part = bool(line_sudo) and target.usage == "supplier" and line_sudo.product_id != self.product_id
        return target._ops_takes_from(source, of_order=bool(line_sudo), is_part=is_part)

    def _ops_filter_to_customers(self):
        """Return the moves to customers of companies where the gate stands, done or not."""
        companies = self._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(lambda move: move.company_id.id in companies and move._ops_is_to_customer())

    def _ops_filter_needing_release(self):
        """Return the moves to customers that need a release, done or not."""
        return self._ops_filter_to_customers().filtered(lambda move: not move._ops_runs_freely())

    # ------------------------------------------------------------------
    # The choke points
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self._ops_is_stamping("create", self._ops_declared("stamp") & vals.keys()):
                self._ops_refuse_stamps(vals)
        moves = super().create(vals_list)
        moves._ops_check_done_already()
        if self._ops_gated_companies():
            moves._ops_refuse_done_change()
        return moves

    def write(self, vals):
        self._ops_refuse_stamps(vals)
        if WATCHED.isdisjoint(vals):
            return super().write(vals)
        companies = self._ops_gated_companies()
        if vals.get("state") == "done":
            return self._ops_write_done(vals, companies)
        if not companies:
            return super().write(vals)
        self._ops_refuse_done_change()
        with self._ops_refuse_change_of_exempt():
            result = super().write(vals)
        self._ops_refuse_done_change()
        if not vals.keys().isdisjoint(PLACES):
            self._ops_check_done_already()
        return result

    def _ops_check_done_already(self):
        """Ask of moves made done, or carried elsewhere afterwards, what is asked of others before."""
        self.filtered(lambda move: move.state == "done")._ops_call_rows("_ops_checked_done")

    def _ops_log_open(self):
        """Log which transfers left without a release because the clause is switched off (W4.C)."""
        releases = self.env["ops.release"]
        companies = releases._ops_open_companies()
        if companies:
            out = self.filtered(lambda move: move.company_id.id in companies and move._ops_is_to_customer())
            releases._ops_log_open(out.picking_id or out)

    def _ops_write_done(self, vals, companies):
        """Let the moves become done: freely where no gate stands, else up to what is released."""
        todo = self.filtered(lambda move: move.state != "done")
        todo._ops_call_rows("_ops_checked_done")
        result = self._ops_write_done_checked(vals, companies)
        todo._ops_call_rows("_ops_done")
        return result

    def _ops_write_done_checked(self, vals, companies):
        free = self.filtered(lambda move: move.company_id.id not in companies and move.state != "done")
        if free:
            # in the same statement: what left without a gate is never counted against a release
            super(StockMove, free).write({**vals, "ops_exempt": True})
            free._ops_log_open()
        rest = self - free
        if not rest:
            return True
        done = rest.filtered(lambda move: move.state == "done")
        todo = rest - done
        if vals.keys() & WATCHED != {"state"}:
            done._ops_refuse_done_change()
        releases = todo._ops_check_release(lock=True)
        with rest._ops_refuse_change_of_exempt():
            result = super(StockMove, rest).write(vals)
        forget_balances(self.env)
        if vals.keys() & WATCHED != {"state"}:  # what was written together with the state counts as well
            todo._ops_check_release(done=True)
        releases._note_shipped()
        return result

    def _action_done(self, cancel_backorder=False):
        """Refuse before anything moves; what really becomes done is checked where it is written."""
        if not self._ops_gated_companies():
            return super()._action_done(cancel_backorder=cancel_backorder)
        with keep_balances(self.env):
            self.filtered(lambda move: move.state not in ("done", "cancel"))._ops_check_release(picked=True)
            return super()._action_done(cancel_backorder=cancel_backorder)

    # ------------------------------------------------------------------
    # What is done stays as it is
    # ------------------------------------------------------------------
    def _ops_refuse_done_change(self):
        """Refuse to change, add or take back a delivery that is done, or to make a done move into one."""
        done = self.filtered(lambda move: move.state == "done")
        gated = done._ops_filter_needing_release() if done else done
        if gated:
            raise UserError(gated[0]._ops_get_done_message(gated[0].picking_id.name or gated[0].reference))

    def _ops_get_done_message(self, transfer):
        """Say that a delivery is not changed any more, and what to do instead."""
        return self.env._(
            "“%(product)s” in %(transfer)s has left for the customer; that is not changed any more. The "
            "warehouse makes a return, or a delivery of what sales support has released (W4.C).",
            product=self.product_id.display_name or "-",
            transfer=transfer or "-",
        )
