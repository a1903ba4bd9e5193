from datetime import timedelta

from odoo import api, fields, models

from .batch import FIGURES
from .ops_reconciliation import CODE
from .sql import sql_changed

# How long a statement follows what is posted before its cut-off: two half-years and what comes late.
FOLLOWED = timedelta(days=400)
# What a statement that is re-opened has to get anew.
ANEW = (
    "outcome",
    "date_sent",
    "date_answered",
    "date_finance_told",
    "finance_told_by_id",
    "date_finance_seen",
    "finance_seen_by_id",
    "date_reported",
    "reported_by_id",
    "date_closed",
)


class OpsReconciliation(models.Model):
    """What was posted before the cut-off, but later, opens a statement again; nothing in the way of posting
    asks for it (R13).
    """

    _inherit = "ops.reconciliation"

    @api.model
    def _follow_ledger(self, company):
        """Bring the statements to what the ledger says now, found by one statement; what was sent is marked
        and sent again.

        :return: the statements that were re-opened, on sudo
        """
        self._flush_ledger()
        since = company._ops_today() - FOLLOWED
        rows = self.env.execute_query(sql_changed(company=company, since=since))
        found = {reconciliation_id: figures for reconciliation_id, *figures in rows}
        # sudo: follows from the ledger
        changed_sudo = self.sudo().browse(found)
        reopened_sudo = changed_sudo.filtered(lambda each: each.state != "draft")
        for each_sudo in changed_sudo:
            vals = dict(zip(FIGURES, found[each_sudo.id], strict=True))
            if each_sudo in reopened_sudo:
                vals |= each_sudo._prepare_reopen_vals()
            each_sudo._stamp(vals)
        return reopened_sudo

    def _prepare_reopen_vals(self):
        return {
            **dict.fromkeys(ANEW, False),
            "state": "draft",
            "date_reopened": fields.Datetime.now(),
            "closing_before": self.closing,
        }

    @api.model
    def _follow_salesmen(self, company):
        """Who sells to the customer now owes what is open; nobody owes it for a former one."""
        # sudo: the job works for every company
        open_sudo = self.sudo().search([("company_id", "=", company.id), ("state", "!=", "closed")])
        owners = {each.id: each.user_id for each in open_sudo}
        former_sudo = open_sudo._live_obligations(CODE).filtered(
            lambda duty: duty.owner_id != owners[duty.res_id]
        )
        if former_sudo:
            former_sudo._release(self.env._("The customer has another salesperson now."))
