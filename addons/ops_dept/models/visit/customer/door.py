from odoo import api, models


class ResPartner(models.Model):
    """The door of a contact: every room's checks, in the order of their rows, where the rulebook is on."""

    _name = "res.partner"
    _inherit = ["res.partner", "ops.guarded"]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        partners = super().create([self._ops_prepare_vals(vals) for vals in vals_list])
        partners._ops_call_rows("_ops_created", vals_list)
        return partners

    def write(self, vals):
        if not self.env["res.company"]._ops_companies_on():
            return super().write(vals)
        vals = self._ops_prepare_vals(vals)
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)
