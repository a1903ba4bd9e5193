from odoo import api, models
from odoo.fields import Domain

from ....tools.rows import list_rows

BATCH = 1000


class OpsAccountable(models.AbstractModel):
    """What documents owe since today is opened each night where their moves are in a hurry: who ships, posts
    or issues waits for no ledger.
    """

    _inherit = "ops.accountable"

    # Rows: a place and a method that returns a clause's code and the domain of the documents that owe it.
    _ops_owed = ()

    @api.model
    def _open_owed(self, company):
        """Open what documents of this model owe in a company; a second time nothing is opened twice."""
        for method in list_rows(self, "_ops_owed"):
            code, domain = getattr(self, method)()
            # sudo: the job works for every company
            owing_sudo = self.sudo().search(Domain("company_id", "=", company.id) & domain, order="id")
            for start in range(0, len(owing_sudo), BATCH):
                owing_sudo[start : start + BATCH]._open_obligations(code)


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
