from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class OpsTicketLine(models.Model):
    """How a step makes its transfer: one per customer or maker, linked to the lines, ready to be validated.

    Clauses: W8.D, W8.E, W9.D, W9.E
    """

    _inherit = "ops.ticket.line"

    def _make_transfer(self, way, picking_type, source, target, partner, lots=None):
        """Return the transfer of these lines, made with all that may still go this way.

        :param str way: see `stock.move._ops_get_way`
        :param dict lots: line → the serial number that it carries (default: the line's own)
        """
        self._refuse_not_running()
        moving = {line: line._get_planned(way) for line in self}
        lines = self.filtered(lambda line: line.product_id.uom_id.compare(moving[line], 0) > 0)
        if not lines:
            return self._get_open_pickings(way)
        case = lines.ticket_id[:1]
        # sudo: whose step it is was checked; the transfer is validated by who carries the goods
        picking_sudo = (
            self.env["stock.picking"]
            .sudo()
            .create(
                {
                    "picking_type_id": picking_type.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "partner_id": partner.id,
                    "origin": case.number,
                    "company_id": case.company_id.id,
                    "move_ids": [
                        Command.create(line._prepare_move(way, source, target, moving[line], partner))
                        for line in lines
                    ],
                }
            )
        )
        picking_sudo.action_confirm()
        for move in picking_sudo.move_ids:
            move.ops_ticket_line_id._reserve_on(move, (lots or {}).get(move.ops_ticket_line_id))
        return picking_sudo.sudo(False)

    def _prepare_move(self, way, source, target, quantity, partner):
        vals = {
            "product_id": self.product_id.id,
            "product_uom_qty": quantity,
            "product_uom": self.product_id.uom_id.id,
            "location_id": source.id,
            "location_dest_id": target.id,
            "partner_id": partner.id,
            "ops_ticket_line_id": self.id,
        }
        if way in ("receipt", "ship", "replace") and self._changes_hands():
            vals.update(self._prepare_sold(way))
        return vals

    def _changes_hands(self):
        """Tell whether the goods become ours again: in a return or exchange, not in a repair."""
        return self.process in ("return", "exchange")

    def _prepare_sold(self, way):
        """Return the values by which core counts the order line's goods as back, or as delivered again."""
        line_sudo = self.sudo().order_line_id  # sudo: the order, whoever enters the goods
        if not line_sudo:
            return {}
        vals = {"sale_line_id": line_sudo.id}
        if way == "receipt":
            out = line_sudo.move_ids.filtered(
                lambda move: move.state == "done" and move.location_dest_id.usage == "customer"
            )
            vals.update(origin_returned_move_id=out[-1:].id, to_refund=True)
        return vals

    def _reserve_on(self, move, lot):
        """Put this line's quantity and serial number on a move, as the warehouse would find it."""
        if move._ops_get_way() == "replace":
            move._action_assign()  # whichever lies in our stock
            return
        lot = lot or self.lot_id
        vals = {
            "product_id": self.product_id.id,
            "product_uom_id": move.product_uom.id,
            "quantity": move.product_uom_qty,
            "lot_id": lot.id if self.product_id.tracking != "none" else False,
            "location_id": move.location_id.id,
            "location_dest_id": move.location_dest_id.id,
            "picking_id": move.picking_id.id,
            "owner_id": self._get_goods_owner(move._ops_get_way()).id,
        }
        move.move_line_ids.unlink()
        move.write({"move_line_ids": [Command.create(vals)]})

    def _get_goods_owner(self, _way):
        """Return whose the goods are: a customer's pump in repair is not ours, core values it at nothing."""
        return self.env["res.partner"] if self._changes_hands() else self.ticket_id.commercial_partner_id

    def _get_planned(self, way):
        """Return how much is still to go this way beyond what open transfers carry already."""
        self.ensure_one()
        # sudo: what is planned, whoever may see the transfers
        planned = self.sudo().move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move._ops_get_way() == way
        )
        return self._get_movable(way) - sum(planned.mapped("product_qty"))

    def _get_open_pickings(self, way):
        """Return the transfers of these lines that are still to be carried out this way."""
        # sudo: as above
        moves = self.sudo().move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move._ops_get_way() == way
        )
        return moves.picking_id.sudo(False)

    def _refuse_not_running(self):
        for case in self.ticket_id:
            if not case._ops_is_running() or not case._ops_is_goods():
                raise UserError(
                    self.env._(
                        "%(case)s stands at “%(step)s”: its goods are not moved. %(next)s (%(clause)s)",
                        case=case.display_name,
                        step=case._ops_state_label(),
                        next=case._ops_get_next_text(),
                        clause=case._ops_clause_of("A"),
                    )
                )
