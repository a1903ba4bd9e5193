from odoo import api, fields, models
from odoo.exceptions import UserError

from .position import AT_US

# Who enters what comes back and what leaves again.
CARRIERS = ("sales_support", "warehouse")


class OpsTicketLine(models.Model):
    """What is done with the goods of a case: received, shipped again, taken back into stock, scrapped.

    Clauses: W8.D, W8.E, W9.D, W9.E
    """

    _inherit = "ops.ticket.line"

    can_ship = fields.Boolean(compute="_compute_can_ship", export_string_translation=False)
    can_restock = fields.Boolean(compute="_compute_can_ship", export_string_translation=False)
    can_replace = fields.Boolean(compute="_compute_can_ship", export_string_translation=False)

    @api.depends("position", "verdict", "step", "process")
    def _compute_can_ship(self):
        for line in self:
            ready = line.position in AT_US and bool(line.verdict) and line.ticket_id._ops_is_running()
            line.can_replace = (
                bool(line.verdict)
                and line.process == "exchange"
                and bool(line.sudo().order_line_id)  # sudo: whether there is one
                and line.ticket_id._ops_is_running()
                and line.product_id.uom_id.compare(line._get_planned("replace"), 0) > 0
            )
            line.can_ship = ready and not line._get_open_pickings("ship")
            line.can_restock = ready and line._changes_hands() and not line._get_open_pickings("stock")

    def action_receive(self):
        """Enter that the goods come back: a receipt into the quarantine. Clauses: W8.D, W9.D

        :return: the action that opens the transfer
        """
        self._check_role(CARRIERS, "D")
        warehouse = self.ticket_id[:1]._ops_get_warehouse()
        picking = self._make_transfer(
            "receipt",
            warehouse.in_type_id,
            self._get_customer_place(),
            warehouse._ops_get_quarantine(),
            self.ticket_id[:1]._ops_get_address(),
        )
        return self._open_transfer(picking)

    def action_ship(self):
        """Enter that the goods leave again for the customer. Clauses: W8.E, W9.E"""
        self._check_role(CARRIERS, "E")
        self._refuse_elsewhere(*AT_US)
        self._refuse_unjudged()
        warehouse = self.ticket_id[:1]._ops_get_warehouse()
        picking = self._make_transfer(
            "ship",
            warehouse.out_type_id,
            warehouse._ops_get_quarantine(),
            self._get_customer_place(),
            self.ticket_id[:1]._ops_get_address(),
            lots={line: line._get_shipped_lot() for line in self},
        )
        return self._open_transfer(picking)

    def action_replace(self):
        """Enter that the customer gets the same goods from our stock in exchange. Clause: W9.E

        What came back may leave again on the release of its order; other goods need a quotation of their own.
        """
        self._check_role(CARRIERS, "E")
        self._refuse_unjudged()
        for line in self:
            if line.process != "exchange" or not line.order_line_id:
                raise UserError(
                    self.env._(
                        "%(case)s: only what was sold by an order and is exchanged is replaced from "
                        "stock (W9.E).",
                        case=line.ticket_id.display_name,
                    )
                )
        warehouse = self.ticket_id[:1]._ops_get_warehouse()
        picking = self._make_transfer(
            "replace",
            warehouse.out_type_id,
            warehouse.lot_stock_id,
            self._get_customer_place(),
            self.ticket_id[:1]._ops_get_address(),
        )
        return self._open_transfer(picking)

    def action_restock(self):
        """Take what a customer gave back into the stock. Clause: W9.D"""
        self._check_role(CARRIERS, "D")
        self._refuse_elsewhere(*AT_US)
        self._refuse_unjudged()
        self._refuse_customers_own()
        warehouse = self.ticket_id[:1]._ops_get_warehouse()
        picking = self._make_transfer(
            "stock",
            warehouse.int_type_id,
            warehouse._ops_get_quarantine(),
            warehouse.lot_stock_id,
            self.env["res.partner"],
        )
        return self._open_transfer(picking)

    def action_scrap(self):
        """Give up what cannot be used any more. Clause: W9.D"""
        self._check_role(("warehouse",), "D")
        self._refuse_elsewhere(*AT_US)
        self._refuse_unjudged()
        case = self.ticket_id[:1]
        warehouse = case._ops_get_warehouse()
        picking = self._make_transfer(
            "scrap",
            warehouse.int_type_id,
            warehouse._ops_get_quarantine(),
            warehouse._ops_get_loss_place(),
            self.env["res.partner"],
        )
        return self._open_transfer(picking)

    # ------------------------------------------------------------------
    # Helpers
    # ------------------------------------------------------------------
    def _get_customer_place(self):
        # sudo: where the goods of customers are counted, whoever enters them
        return self.ticket_id[:1].sudo().partner_id.property_stock_customer.sudo(False)

    def _get_shipped_lot(self):
        """Return the serial number that leaves again: what replaced it, else its own."""
        return self.lot_id.ops_replaced_by_ids[-1:] or self.lot_id

    def _open_transfer(self, picking):
        """Return the action that opens the transfer for who may carry it; the case stays open for others."""
        if not picking or not picking.has_access("read"):
            return True
        return picking._get_records_action()

    def _check_role(self, roles, letter):
        """Refuse who holds none of the roles.

        :raises AccessError: names them
        """
        self.check_access("read")
        case = self.ticket_id[:1]
        case._ops_check_held(roles, case._ops_clause_of(letter))

    def _refuse_elsewhere(self, *positions):
        """Refuse goods that are not where the step needs them."""
        names = dict(self._fields["position"]._description_selection(self.env))
        for line in self:
            if line.position not in positions:
                raise UserError(
                    self.env._(
                        "%(case)s: “%(product)s” is “%(position)s”, that is done when it is “%(needed)s” "
                        "(%(clause)s).",
                        case=line.ticket_id.display_name,
                        product=line.product_id.display_name,
                        position=names[line.position],
                        needed=", ".join(names[each] for each in positions),
                        clause=line.ticket_id._ops_clause_of("D"),
                    )
                )

    def _refuse_customers_own(self):
        """Refuse to put into our stock what belongs to the customer."""
        own = self.filtered(lambda line: not line._changes_hands())
        if own:
            raise UserError(
                self.env._(
                    "%(case)s: “%(product)s” is the customer's own; it is shipped back (W8.E).",
                    case=own[0].ticket_id.display_name,
                    product=own[0].product_id.display_name,
                )
            )
