import contextlib

from odoo import models
from odoo.exceptions import UserError

from ..contract.ops_contract import OPEN

# Where a transaction notes the orders whose lines are being written through them, and which lines changed.
HELD = "ops_dept.orders_being_written"


class SaleOrder(models.Model):
    """One save of an order is one change; what its contract fixed is not changed any more (W3.C, W3.D)."""

    _inherit = "sale.order"

    @contextlib.contextmanager
    def _ops_keeping_contract(self, vals):
        """Compare what the contract fixed before and after all of a save."""
        if not ({"order_line", "ops_contract_id"} & vals.keys() or self._ops_promised_in(vals)):
            yield
            return
        with self._ops_keep_contracted():
            with self._ops_holding_lines(vals) as changed_ids:
                yield
            changed = self.browse(changed_ids)
            if changed:
                changed._ops_lines_changed()
                changed._ops_check_state(vals)
            if "ops_contract_id" in vals:
                self._ops_follow_contract()

    @contextlib.contextmanager
    def _ops_holding_lines(self, vals):
        """Give the list of the orders whose lines were changed inside, filled afterwards."""
        changed_ids = []
        if "order_line" not in vals:
            yield changed_ids
            return
        held = self.env.cr.cache.setdefault(HELD, {})
        mine = self.filtered(lambda order: order.id not in held)
        held.update(dict.fromkeys(mine.ids, False))
        try:
            yield changed_ids
        finally:
            changed_ids += [order.id for order in mine if held.pop(order.id, False)]

    def _ops_lines_changed(self):
        """Put off what follows from changed lines until the order that writes them is done with all."""
        held = self.env.cr.cache.get(HELD, {})
        later = self.filtered(lambda order: order.id in held)
        held.update(dict.fromkeys(later.ids, True))
        (self - later)._ops_after_lines()

    # ------------------------------------------------------------------
    # What the contract fixed
    # ------------------------------------------------------------------
    def _ops_filter_contracted(self):
        """Return the orders whose contract is being decided, was decided or is signed."""
        return self._ops_filter_deviating().filtered(
            lambda order: order._ops_governing_contract().state not in OPEN
        )

    @contextlib.contextmanager
    def _ops_keep_contracted(self):
        """Refuse what changes a promise that a contract fixed; other changes inside go on.

        Compares before and after, so that what core adds to a running order (delivered lines without
        quantity, down payments) stays free. Refused changes are undone, whoever catches the refusal.

        Clauses: W3.C, W3.D
        """
        contracted = self._ops_filter_contracted()
        if not contracted:
            yield
            return
        before = {order: order._ops_take_snapshot() for order in contracted}
        with self.env.cr.savepoint():
            yield
            problems = [
                order._ops_get_contracted_message(old) for order, old in before.items() if order.exists()
            ]
            problems = [problem for problem in problems if problem]
            if problems:
                raise UserError("\n".join(problems))

    def _ops_refuse_added(self, lines):
        """Refuse lines just added to an order whose contract fixed what it promises."""
        for order in self._ops_filter_contracted():
            old = order._ops_take_snapshot()
            for line in lines:
                old["lines"].pop(str(line.id), None)
            problem = order._ops_get_contracted_message(old)
            if problem:
                raise UserError(problem)

    def _ops_get_contracted_message(self, old):
        """Say why a change of what the contract fixed is refused, and who does what instead.

        :param dict old: the order before the change, as `_ops_take_snapshot` returns it
        """
        points = self._ops_differences_header(old["header"]) + self._ops_differences_lines(old["lines"])
        if not points:
            return False
        contract = self._ops_governing_contract()
        labels = self.env["ops.contract.deviation"]._get_kind_labels()
        names = {
            "order": self.display_name,
            "points": ", ".join(
                ": ".join(part for part in (point.name, labels[point.kind]) if part) for point in points
            ),
            "contract": contract.display_name,
        }
        if contract.state == "submitted":
            return self.env._(
                "%(order)s (%(points)s): its contract %(contract)s is being decided (%(waiting)s). "
                "%(requester)s withdraws the request first, or the reviewer refuses it (W3.C, W3.D).",
                waiting=contract.ops_waiting_for or "-",
                requester=contract.ops_requester_id.name or "-",
                **names,
            )
        if contract.state == "approved" and contract.kind == "formal":
            return self.env._(
                "%(order)s (%(points)s): its contract %(contract)s is approved as it stands. The salesperson "
                "or sales support opens the negotiation again; the sales manager confirms what deviates "
                "(W3.C, W3.D).",
                **names,
            )
        if contract.kind != "formal":
            return self.env._(
                "%(order)s (%(points)s) runs on %(contract)s as it was approved. Sales support makes out the "
                "formal contract; what changed is confirmed there (W3.C, W3.F).",
                **names,
            )
        return self.env._(
            "%(order)s (%(points)s): its contract %(contract)s is signed. Sales support issues an amendment "
            "of it; what changed is confirmed there by the sales manager or a company leader (W3.C, W3.D).",
            **names,
        )
