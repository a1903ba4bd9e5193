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
