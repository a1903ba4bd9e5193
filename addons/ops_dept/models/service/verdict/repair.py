from odoo import fields, models
from odoo.exceptions import UserError


class OpsTicketLine(models.Model):
    """The repair of a line (W8.B)."""

    _inherit = "ops.ticket.line"

    repair_ids = fields.One2many("repair.order", "ops_ticket_line_id", "Repairs")

    def action_repair(self):
        """Open the repair of these goods, a new one where there is none. Clause: W8.B

        :raises UserError: before the case is confirmed, or while the goods are not here
        """
        self.ensure_one()
        self._check_role(("technical",), "B")
        going_on = self.repair_ids.filtered(lambda repair: repair.state != "cancel")
        if not going_on:
            self._refuse_not_running()
            self._refuse_elsewhere("here", "back")
            going_on = self.env["repair.order"].create(self._prepare_repair())
        return going_on._get_records_action()

    def _prepare_repair(self):
        quarantine = self.ticket_id._ops_get_warehouse()._ops_get_quarantine()
        return {
            "product_id": self.product_id.id,
            "product_qty": self.quantity,
            "lot_id": self.lot_id.id,
            "partner_id": self.ticket_id.commercial_partner_id.id,
            "under_warranty": self.warranty == "in",
            "product_location_src_id": quarantine.id,
            "product_location_dest_id": quarantine.id,
            "company_id": self.company_id.id,
            "internal_notes": self.fault,
            "ops_ticket_line_id": self.id,
        }

    def _check_repair(self, repair):
        """Refuse a repair of other goods than the line's, or of goods that are not here."""
        self._refuse_not_running()
        if repair.product_id != self.product_id or repair.lot_id != self.lot_id:
            raise UserError(
                self.env._(
                    "%(repair)s: the case is about “%(product)s” %(serial)s (W8.B).",
                    repair=repair.display_name,
                    product=self.product_id.display_name,
                    serial=self.lot_id.name or "",
                )
            )
        self._refuse_elsewhere("here", "back")
        if self.customer_pays and "sale" not in self.ticket_id.ops_offer_ids.mapped("state"):
            raise UserError(
                self.env._(
                    "%(case)s: the customer pays for it: he agrees to a quotation before the repair begins. "
                    "Sales support makes it from the case (W8.B).",
                    case=self.ticket_id.display_name,
                )
            )
