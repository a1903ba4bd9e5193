from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain

BATCH = 500


class OpsCustomer(models.Model):
    """What the consultant of a key customer owes once his situation is stale: one note, until it is there.

    Clause: R1
    """

    _inherit = "ops.customer"

    _ops_on_write = ((10, "_changing_importance"),)

    @api.model
    def _cron_owe_situations(self):
        """Let consultants owe what is new at key customers, once each; may run at any time."""
        # sudo: the job works for every company
        files_sudo = self.sudo()
        self.env["res.company"]._ops_each_on(
            lambda company: files_sudo.with_company(company)._owe_situations(company)
        )

    @api.model
    def _owe_situations(self, company):
        """Open what is owed in one company, in batches."""
        domain = Domain(
            [
                ("company_id", "=", company.id),
                ("importance", "=", "key"),
                ("date_known", "<", self._get_fresh_since(company, "key")),
                ("partner_id.active", "=", True),
            ]
        )
        last = 0
        while customers := self.search(domain & Domain("id", ">", last), order="id", limit=BATCH):
            customers._open_obligations("R1")
            last = customers[-1].id

    def _ops_obligation_owner(self, code):
        """The customer's consultant; where he has none, or one who has left, his manager (the post)."""
        return self.user_id if self.user_id.active else self.user_id.browse()

    def _ops_obligation_post(self, code):
        return "sales_manager" if code == "R1" else super()._ops_obligation_post(code)

    @contextmanager
    def _changing_importance(self, vals):
        yield
        if "importance" in vals and vals["importance"] != "key":
            self._release_obligations("R1", self.env._("No key customer any more."))

    def _follow_consultant(self):
        """Let the new consultant owe what the former one did."""
        owed = self._live_obligations("R1")
        owed_by = owed.grouped("res_id")
        moved = self.filtered(
            lambda customer: (
                (found := owed_by.get(customer.id)) and found.owner_id != customer._ops_obligation_owner("R1")
            )
        )
        moved._release_obligations("R1", self.env._("Somebody else looks after this customer now."))
        moved._open_obligations("R1")
