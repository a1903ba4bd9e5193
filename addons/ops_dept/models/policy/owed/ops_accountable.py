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
