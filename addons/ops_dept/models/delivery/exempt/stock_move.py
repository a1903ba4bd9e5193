from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

from ...policy.guarded.permit import Permit, grant

# Where a transaction notes that core is merging moves: their demands are added up, nothing is added to them.
MERGING = "ops_dept.merging_moves"


class StockMove(models.Model):
    """What ran when the rulebook was switched on runs without a release, as it stood: its own goods,
    quantities and customer (PROCESS §3).
    """

    _inherit = "stock.move"

    def _ops_runs_freely(self):
        """Tell whether this move needs no release: it ran before, or its order did."""
        return self.ops_exempt or self._ops_of_exempt_order()

    def _ops_of_exempt_order(self):
        move_sudo = self.sudo()  # sudo: the keeper need not see the order that runs freely
        return move_sudo.sale_line_id.order_id.ops_exempt and move_sudo._ops_is_of_line()

    # ------------------------------------------------------------------
    # As it stood
    # ------------------------------------------------------------------
    def _ops_exempt_messages(self, picked, done):
        """Say which of these moves that run freely would carry more than they stood for, or to somebody else.
        Called on sudo.
        """
        of_orders = self.filtered(lambda move: move._ops_of_exempt_order())
        problems = of_orders._ops_exempt_order_messages(picked, done) if of_orders else []
        for move in self - of_orders:
            unit = move.product_id.uom_id
            asked = move.product_uom._compute_quantity(move.product_uom_qty, unit, round=False)
            if unit.compare(move._ops_get_leaving_quantity(picked), asked) > 0:
                problems.append(move._ops_get_exempt_change_message())
        return problems

    def _ops_exempt_order_messages(self, picked, done):
        balances = self.sale_line_id._ops_kept_balances()
        problems = []
        for (line, product), moves in self.grouped(lambda move: (move.sale_line_id, move.product_id)).items():
            balance = balances[line.id]
            held = balance.held(product.id)
            if not done:
                held += sum(move._ops_get_leaving_quantity(picked) for move in moves)
            firms = (line.order_id.partner_shipping_id | line.order_id.partner_id).commercial_partner_id
            others = [move for move in moves if move._ops_addresses().commercial_partner_id - firms]
            if product.uom_id.compare(held, balance.ordered * balance.parts[product.id]) > 0 or others:
                problems.append((others or moves)[0]._ops_get_exempt_change_message())
        return problems

    def _ops_get_exempt_change_message(self):
        return self.env._(
            "%(goods)s, “%(product)s”, ran before the rulebook and runs as it stood: its own quantity, to "
            "its own customer. Sales support enters what is new as a quotation (W4.C).",
            goods=self.sudo().sale_line_id.order_id.name  # sudo: the keeper is told which order
            or self.picking_id.name
            or self.reference
            or "-",
            product=self.product_id.display_name,
        )

    @contextmanager
    def _ops_refuse_change_of_exempt(self):
        """Refuse a change that makes more, something else or somebody else's of what runs freely."""
        exempt = self.filtered("ops_exempt")
        before = {move: move._ops_get_exempt_content() for move in exempt}
        yield
        for move, stood in before.items():
            if move.ops_exempt and move._ops_is_to_customer() and move._ops_exceeds_exemption(*stood):
                raise UserError(move._ops_get_exempt_change_message())

    def _ops_get_exempt_content(self):
        """Return product, demand, quantity and customer; quantities in the product's unit."""
        unit = self.product_id.uom_id
        demand, quantity = (
            self.product_uom._compute_quantity(value, unit, round=False)
            for value in (self.product_uom_qty, self.quantity)
        )
        return self.product_id, demand, quantity, self._ops_addresses().commercial_partner_id

    def _ops_exceeds_exemption(self, product, demand, quantity, firms):
        """Tell whether the move carries more, something else, or goes to another firm than it did."""
        now_product, now_demand, now_quantity, now_firms = self._ops_get_exempt_content()
        compare = product.uom_id.compare
        grew = compare(now_demand, demand) > 0 and not self.env.cr.cache.get(MERGING)
        left_more = self.state == "done" and compare(now_quantity, max(demand, quantity)) > 0
        return now_product != product or grew or left_more or bool(firms and now_firms - firms)

    # ------------------------------------------------------------------
    # Running freely is handed on, never given
    # ------------------------------------------------------------------
    def _ops_prepare_continued_vals(self, vals):
        """Return the values of the move that continues this one: it runs freely as this one does."""
        grant(self.env.cr, Permit(self._name, "create", (False,), {"ops_exempt"}))
        return {**vals, "ops_exempt": True}

    def _prepare_move_split_vals(self, qty):
        """The back order of a delivery that runs freely runs freely."""
        vals = super()._prepare_move_split_vals(qty)
        return self._ops_prepare_continued_vals(vals) if self.ops_exempt else vals

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        """What runs freely never takes up what does not."""
        return [*super()._prepare_merge_moves_distinct_fields(), "ops_exempt"]

    def _merge_moves(self, *args, **kwargs):
        """Merged moves that run freely ask for what they asked for one by one."""
        cache = self.env.cr.cache
        outer = cache.get(MERGING)
        cache[MERGING] = True
        try:
            return super()._merge_moves(*args, **kwargs)
        finally:
            cache[MERGING] = outer
