from odoo import api, models
from odoo import fields as odoo_fields
from odoo.exceptions import UserError

from .ops_release_balance import forget_balances, keep_balances

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
    }
)


class RunsFreely(int):
    """The mark of a move that ran before the switch, handed on to its back order and its next step.

    No client can send this object, so a mark that is not this one was set from outside.
    """


RUNS_FREELY = RunsFreely(1)


class StockMove(models.Model):
    """Nothing leaves for a customer without an approved release (W4.C).

    The gate stands where every way ends: a move becomes done in `write`. Transfers, back orders, several
    steps, drop-shipping, scrap, direct calls and direct writes pass it; superuser mode is not exempt. Counted
    is the order line: what the customer holds of it never exceeds what was approved, so goods that came back
    may leave again. Returns, internal moves, inventory and repairs stay free, and so does what ran when the
    rulebook was switched on.
    """

    _inherit = "stock.move"

    ops_exempt = odoo_fields.Boolean(
        "Exempt from releases",
        readonly=True,
        copy=False,
        help="Ran already when the rulebook was switched on, or was done while it was off.",
    )

    # ------------------------------------------------------------------
    # Which moves
    # ------------------------------------------------------------------
    def _ops_to_customer(self):
        """Tell whether goods of this move reach a customer: by the move, or by one of its lines."""
        self.ensure_one()
        if self.location_dest_id.usage == "customer" and self.location_id.usage != "customer":
            return True
        return bool(self.move_line_ids._ops_to_customer())

    def _ops_gated(self):
        """Return the moves to customers that stand behind the gate, done or not."""
        companies = self.env["ops.release"]._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(
            lambda move: (
                move.company_id.id in companies
                and not move.ops_exempt
                and move._ops_to_customer()
                and not move._ops_of_exempt_order()
            )
        )

    def _ops_of_exempt_order(self):
        line_sudo = self.sudo().sale_line_id  # sudo: the keeper need not see the order that runs freely
        return line_sudo.order_id.ops_exempt and line_sudo.product_id == self.product_id

    # ------------------------------------------------------------------
    # The choke points
    # ------------------------------------------------------------------
    @api.model
    def default_get(self, fields):
        """No default of the context or of the user lets goods run freely."""
        defaults = super().default_get(fields)
        defaults.pop("ops_exempt", None)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_exempting(vals)
        moves = super().create(vals_list)
        if self.env["ops.release"]._ops_gated_companies():
            moves._ops_refuse_done_change()
        return moves

    def write(self, vals):
        self._ops_refuse_exempting(vals)
        if vals.keys().isdisjoint(WATCHED):
            return super().write(vals)
        companies = self.env["ops.release"]._ops_gated_companies()
        if vals.get("state") == "done":
            return self._ops_write_done(vals, companies)
        if not companies:
            return super().write(vals)
        self._ops_refuse_done_change()
        result = super().write(vals)
        self._ops_refuse_done_change()
        return result

    def _ops_write_done(self, vals, companies):
        """Let the moves become done: freely where no gate stands, else up to what is released."""
        free = self.filtered(lambda move: move.company_id.id not in companies and move.state != "done")
        if free:
            # in the same statement: what left without a gate is never counted against a release
            super(StockMove, free).write({**vals, "ops_exempt": True})
        rest = self - free
        if not rest:
            return True
        done = rest.filtered(lambda move: move.state == "done")
        todo = rest - done
        if vals.keys() & WATCHED != {"state"}:
            done._ops_refuse_done_change()
        releases = todo._ops_check_release(lock=True)
        result = super(StockMove, rest).write(vals)
        forget_balances(self.env)
        if vals.keys() & WATCHED != {"state"}:  # what was written together with the state counts as well
            todo._ops_check_release(done=True)
        releases._ops_note_shipped()
        return result

    def _action_done(self, cancel_backorder=False):
        """Refuse before anything moves; what really becomes done is checked where it is written."""
        if not self.env["ops.release"]._ops_gated_companies():
            return super()._action_done(cancel_backorder=cancel_backorder)
        with keep_balances(self.env):
            self.filtered(lambda move: move.state not in ("done", "cancel"))._ops_check_release(picked=True)
            return super()._action_done(cancel_backorder=cancel_backorder)

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------
    def _ops_check_release(self, *, picked=False, lock=False, done=False):
        """Refuse what is not covered by approved releases of its order lines.

        :param bool picked: only what is picked leaves (before core sorts it out)
        :param bool lock: let a second delivery of the same goods wait for this one
        :param bool done: the moves count among what has left already
        :return: the releases that were locked, on sudo
        :raises UserError: per order line what is missing and who acts next
        """
        releases = self.env["ops.release"]
        # sudo: the gate counts releases and deliveries of everybody, whoever ships
        moves = self.sudo()._ops_gated()
        if picked:
            moves = moves.filtered("picked")
        if not moves:
            return releases
        stray = moves.filtered(lambda move: not move._ops_fits_order_line())
        problems = stray._ops_stray_messages()
        covered = moves - stray
        if covered:
            if lock:
                # sudo: as above
                releases = releases.sudo()._ops_lock(covered.sale_line_id)
            problems += covered._ops_missing_messages(picked, done)
        if problems:
            raise UserError("\n".join(problems))
        return releases

    def _ops_fits_order_line(self):
        """Tell whether the move really delivers its order line: its product, of a running order."""
        line = self.sale_line_id
        return (
            line.product_id == self.product_id
            and line.order_id.state == "sale"
            and line.company_id == self.company_id
            and self.location_dest_id.usage == "customer"
            and self.location_id.usage != "customer"
        )

    def _ops_leaving(self, picked):
        """Return how much of the move leaves, in its unit."""
        self.ensure_one()
        if not picked:
            return self.quantity
        return sum(
            line.product_uom_id._compute_quantity(line.quantity, self.product_uom, round=False)
            for line in self.move_line_ids.filtered("picked")
        )

    def _ops_missing(self, picked=False, done=False):
        """Return what leaves beyond what is released: order line → (leaving, left), in the line's unit."""
        balances = self.sale_line_id._ops_kept_balances()
        missing = {}
        for line, moves in self.grouped("sale_line_id").items():
            leaving = sum(
                move.product_uom._compute_quantity(
                    move._ops_leaving(picked), line.product_uom_id, round=False
                )
                for move in moves
            )
            left = balances[line.id].left + (leaving if done else 0.0)
            if line.product_uom_id.compare(leaving, left) > 0:
                missing[line] = (leaving, max(0.0, left))
        return missing

    def _ops_missing_messages(self, picked, done):
        _ = self.env._
        return [
            _(
                "%(order)s, “%(product)s”: %(leaving)s %(unit)s would leave, %(left)s are released and have "
                "not left. %(next)s",
                order=line.order_id.name,
                product=line.product_id.display_name,
                leaving=f"{leaving:g}",
                left=f"{left:g}",
                unit=line.product_uom_id.name,
                next=line._ops_release_next_step(),
            )
            for line, (leaving, left) in self._ops_missing(picked, done).items()
        ]

    def _ops_stray_messages(self):
        _ = self.env._
        messages = []
        for move in self:
            product = move.product_id.display_name
            if move.sale_line_id and move.sale_line_id.order_id.state != "sale":
                messages.append(
                    _(
                        "“%(product)s” cannot leave: %(order)s does not run. Sales support confirms it first "
                        "(W4.C).",
                        product=product,
                        order=move.sale_line_id.order_id.name,
                    )
                )
            else:
                messages.append(
                    _(
                        "“%(product)s” would leave for a customer without an order line of this product. "
                        "Deliver it from a confirmed order: sales support requests its release, the sales "
                        "manager approves it (W4.C).",
                        product=product,
                    )
                )
        return messages

    # ------------------------------------------------------------------
    # What is done stays as it is
    # ------------------------------------------------------------------
    def _ops_refuse_done_change(self):
        """Refuse to change, add or take back a delivery that is done, or to make a done move into one."""
        done = self.filtered(lambda move: move.state == "done")
        gated = done._ops_gated() if done else done
        if gated:
            raise UserError(gated[0]._ops_done_message(gated[0].picking_id.name or gated[0].reference))

    def _ops_done_message(self, transfer):
        """Say that a delivery is not changed any more, and what to do instead."""
        return self.env._(
            "“%(product)s” in %(transfer)s has left for the customer; that is not changed any more. The "
            "warehouse makes a return, or a delivery of what sales support has released (W4.C).",
            product=self.product_id.display_name or "-",
            transfer=transfer or "-",
        )

    # ------------------------------------------------------------------
    # Running freely
    # ------------------------------------------------------------------
    @api.model
    def _ops_refuse_exempting(self, vals):
        if "ops_exempt" in vals and vals["ops_exempt"] is not RUNS_FREELY:
            raise UserError(
                self.env._(
                    "What runs freely was marked when the rulebook was switched on, never by hand (W4.C)."
                )
            )

    def _prepare_move_split_vals(self, qty):
        """The back order of a delivery that runs freely runs freely."""
        vals = super()._prepare_move_split_vals(qty)
        return {**vals, "ops_exempt": RUNS_FREELY} if self.ops_exempt else vals

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        """What runs freely never takes up what does not."""
        return [*super()._prepare_merge_moves_distinct_fields(), "ops_exempt"]

    def _ops_planned(self):
        """Return how much would leave if the delivery were validated now, in the move's unit.

        What is reserved or filled in; all that is asked for as long as nothing of the transfer is.
        """
        self.ensure_one()
        if any(self.picking_id.move_ids.mapped("quantity")):
            return self.quantity
        return self.product_uom_qty
