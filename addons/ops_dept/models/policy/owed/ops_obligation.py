from odoo import api, models


class OpsObligation(models.Model):
    """The nightly job over all kinds of documents."""

    _inherit = "ops.obligation"

    @api.model
    def _cron_open_owed(self):
        """Open what documents owe that is not in the ledger yet, company by company; may run at any time."""
        self.env["res.company"]._ops_each_on(self._open_owed_in)

    @api.model
    def _open_owed_in(self, company):
        for name in self._get_document_models():
            self.env[name]._open_owed(company)
