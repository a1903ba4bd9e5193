from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

# What changes what left, or for whom. Numbers of lots and packages may still be put right.
WATCHED = frozenset(
    {
        "state",
        "quantity",
        "product_uom_id",
        "product_id",
        "location_id",
        "location_dest_id",
        "move_id",
        "picking_id",
        "quant_id",
        "owner_id",
        "company_id",
    }
)

# Of these, what changes how much a move carried.
COUNTED = frozenset({"quantity", "product_uom_id", "move_id"})


class StockMoveLine(models.Model):
    """Goods move by their lines: none of a done delivery is added or changed (W4.C).

    A line whose own state says done moves goods as soon as it is created, whatever its move says; so the
    state of both counts.
    """

    _inherit = "stock.move.line"

    def _ops_is_to_customer(self):
        """Return the lines that bring goods to a customer."""
        return self.filtered(
            lambda line: line.move_id._ops_is_leaving(line.location_id, line.location_dest_id)
        )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if self.env["ops.release"]._ops_gated_companies():
            lines._ops_refuse_done_change()
            lines._ops_check_exempt()
        lines._ops_tell_recounted()
        return lines

    def write(self, vals):
        if WATCHED.isdisjoint(vals):
            return super().write(vals)
        if self.env["ops.release"]._ops_gated_companies():
            with self._ops_watching(vals):
                result = super().write(vals)
        else:
            result = super().write(vals)
        if not COUNTED.isdisjoint(vals):
            self._ops_tell_recounted()
        return result

    @contextmanager
    def _ops_watching(self, vals):
        """Refuse to change a done delivery, before and after it is written."""
        self._ops_refuse_done_change()
        before = {line: line.quantity_product_uom for line in self}
        yield
        self._ops_refuse_done_change()
        self.filtered(
            lambda line: "move_id" in vals or line.quantity_product_uom > before[line]
        )._ops_check_exempt()

    def _ops_tell_recounted(self):
        """Let those who count what a move carried count anew, where it is done already."""
        done = self.move_id.filtered(lambda move: move.state == "done")
        if done:
            done._ops_call_rows("_ops_recounted")

    def _ops_refuse_done_change(self):
        """Refuse lines of done deliveries behind the gate.

        :raises UserError: naming the transfer and what to do instead
        """
        for line in self._ops_filter_delivered():
            move = line.move_id
            if not (move and move._ops_runs_freely()):
                raise UserError(move._ops_get_done_message(line.picking_id.name or line.reference))

    def _ops_filter_delivered(self):
        """Return the lines of done deliveries to customers in companies where the gate stands."""
        companies = self.env["ops.release"]._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(
            lambda line: (
                "done" in (line.state, line.move_id.state)
                and line.company_id.id in companies
                and (line._ops_is_to_customer() or (line.move_id and line.move_id._ops_is_to_customer()))
            )
        )

    def _ops_check_exempt(self):
        """What left without a release is not made more afterwards.

        :raises UserError: naming the goods and what to do instead
        """
        # sudo: the keeper need not see the order that runs freely
        moves = self._ops_filter_delivered().move_id.sudo()
        problems = moves._ops_exempt_messages(False, True) if moves else []
        if problems:
            raise UserError("\n".join(problems))

    def _action_done(self):
        """Goods move by their lines: the release is looked at once more right before they do."""
        if self.env["ops.release"]._ops_gated_companies():
            self._ops_is_to_customer().filtered(lambda line: not line.move_id)._ops_refuse_without_move()
            self.move_id.filtered(lambda move: move.state != "done")._ops_check_release(picked=True)
        return super()._action_done()

    def _ops_refuse_without_move(self):
        if self:
            raise UserError(
                self.env._(
                    "“%(product)s” would leave for a customer without an order. Deliver it from a confirmed "
                    "order with an approved release (W4.C).",
                    product=self[0].product_id.display_name,
                )
            )
