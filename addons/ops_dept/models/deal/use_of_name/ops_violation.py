from odoo import fields, models
from odoo.exceptions import UserError

from .ops_proposal import CODE

ITEMS = ("ops_dept.clause_item_m7_3_contract", "ops_dept.clause_item_m7_3_name")


class OpsViolation(models.Model):
    """Unrelated use of a contract or of the company's name is a violation where no permission covers the day;
    a case of liability can be made of it (M7.3).
    """

    _inherit = "ops.violation"

    _ops_created = ((15, "_refuse_permitted"),)

    def _refuse_permitted(self, _vals_list):
        ids = {self.env["ir.model.data"]._xmlid_to_res_id(name) for name in ITEMS}
        for violation in self.filtered(lambda each: each.item_id.id in ids):
            permission_sudo = violation._get_permission_sudo()
            if permission_sudo:
                raise UserError(
                    self.env._(
                        "%(who)s was permitted to use it for %(whom)s from %(start)s to %(end)s by "
                        "%(permission)s: that is no violation (%(clause)s).",
                        who=violation.sudo().employee_id.name,  # sudo: a colleague's name
                        whom=permission_sudo.used_for,
                        start=fields.Date.to_string(permission_sudo.date_from),
                        end=fields.Date.to_string(permission_sudo.date_until),
                        permission=permission_sudo.name,
                        clause=CODE,
                    )
                )

    def _get_permission_sudo(self):
        """Return the permission of the person on that day, on sudo; its words are told to who notes it."""
        self.ensure_one()
        company = self.company_id
        found = self.env["ops.proposal"]._find_permission(
            self.user_id, company, company._ops_day_of(self.date)
        )
        return found[:1]
