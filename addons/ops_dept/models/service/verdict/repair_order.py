from odoo import api, fields, models
from odoo.exceptions import UserError

# From here on somebody works on the goods.
WORKED_ON = ("confirmed", "under_repair", "done")


class RepairOrder(models.Model):
    """A customer's goods are repaired on his confirmed case only, wherever the order is started (W8.A, W8.B).

    Repairs of our own stock, without a customer, stay free.
    """

    _inherit = "repair.order"

    ops_ticket_line_id = fields.Many2one(
        "ops.ticket.line",
        "Product of a service case",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
    )

    @api.model_create_multi
    def create(self, vals_list):
        repairs = super().create(vals_list)
        repairs.filtered(lambda repair: repair.state in WORKED_ON)._ops_refuse_without_case()
        return repairs

    def write(self, vals):
        if vals.get("state") in WORKED_ON and self.env["res.company"]._ops_companies_on():
            self._ops_refuse_without_case()
        result = super().write(vals)
        if vals.get("state") == "done":
            self._ops_note_repaired()
        return result

    def _ops_refuse_without_case(self):
        """Refuse work on a customer's goods before the case is confirmed and they are here.

        :raises UserError: says who acts next
        """
        companies = self.env["res.company"]._ops_companies_on()
        in_force = self.env["ops.clause"]._is_in_force
        for repair in self:
            if repair.company_id.id not in companies or not in_force("W8.A", repair.company_id):
                continue
            line_sudo = repair.sudo().ops_ticket_line_id  # sudo: the gate asks the case, whoever repairs
            if line_sudo:
                line_sudo._check_repair(repair)
            elif repair.partner_id:
                raise UserError(
                    self.env._(
                        "%(repair)s: a customer's goods are repaired on his confirmed case. Sales support "
                        "opens it, the sales manager confirms it; the repair is started from there (W8.A).",
                        repair=repair.display_name,
                    )
                )

    def _ops_note_repaired(self):
        """The verdict of what was repaired follows, unless technical gave another one."""
        for repair in self.filtered("ops_ticket_line_id"):
            line_sudo = (
                repair.sudo().ops_ticket_line_id
            )  # sudo: technical ended the repair, that is its verdict
            if not line_sudo.verdict:
                line_sudo._stamp(
                    {
                        "verdict": "repaired",
                        "judged_by_id": self.env.uid,
                        "date_judged": fields.Datetime.now(),
                    }
                )


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
