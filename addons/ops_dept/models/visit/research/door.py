from odoo import api, models


class CrmLead(models.Model):
    """The door of a lead: every room's checks, in the order of their rows, where the rulebook is on."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "ops.guarded"]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        leads = super().create([self._ops_prepare_vals(vals) for vals in vals_list])
        leads._ops_call_rows("_ops_created", vals_list)
        return leads

    def write(self, vals):
        if not self.env["res.company"]._ops_companies_on():
            return super().write(vals)
        vals = self._ops_prepare_vals(vals)
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)
