from odoo import api, models


class ResUsers(models.Model):
    """Who is given a role is asked to acknowledge the handbook with it (M7.1)."""

    _inherit = "res.users"

    def _ops_ask_handbook(self):
        """Ask these users at the end of the transaction: core may not have finished with new ones yet."""
        if not self.env["res.company"]._ops_companies_on():
            return
        pending = self.env.cr.precommit.data.setdefault("ops_dept.handbook", set())
        if not pending:
            self.env.cr.precommit.add(self.env["res.users"]._ops_ask_pending)
        pending.update(self.ids)

    @api.model
    def _ops_ask_pending(self):
        """Ask whose roles have changed in this transaction, all at once."""
        ids = self.env.cr.precommit.data.pop("ops_dept.handbook", ())
        companies = self.env["res.company"].browse(sorted(self.env["res.company"]._ops_companies_on()))
        users = self.sudo().browse(ids).exists()  # sudo: only who they are
        if users and companies:
            self.env["ops.handbook.ack"]._ask(companies, users)
