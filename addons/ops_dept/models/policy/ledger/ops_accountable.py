from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.rows import call_rows
from .ops_obligation import LIVE

# The post that owes a clause, by the actor's code in the rulebook; the other actors owe in person.
ACTOR_POSTS = {
    "SM": "sales_manager",
    "SS": "support",
    "TE": "technical",
    "PU": "purchasing",
    "FI": "finance",
    "WH": "warehouse",
    "OF": "office",
    "GM": "general_manager",
}


class OpsAccountable(models.AbstractModel):
    """A document on which somebody owes something: opens and meets obligations, for many documents at once.

    Nothing happens, and no query is made, where the rulebook has never been switched on. A model says by
    hooks who owes a clause and from when it counts; who is not named is found by the posts
    (`ops.post.mixin`), and when a post has several people, they share one obligation through their role.
    """

    _name = "ops.accountable"
    _inherit = ["ops.post.mixin"]
    _description = "Document with obligations"

    # What is closed when documents are deleted; others add rows, a place and the name of a `method(ids)`.
    _ops_forgotten = ((10, "_ops_forget_obligations"),)

    # -------------------------------------------------------------------------
    # Hooks
    # -------------------------------------------------------------------------

    def _ops_obligation_owner(self, code):
        """Return the users named on this document for the clause (none by default: the post decides)."""
        return self.env["res.users"]

    def _ops_obligation_post(self, code):
        """Return the post that owes the clause, None when people owe it in person or by role."""
        return ACTOR_POSTS.get(self.env["ops.clause"]._get_actor(code))

    def _ops_obligation_start(self, code):
        """Return from when the limit counts (datetime in naive UTC), or before which date (date) it ends."""
        return fields.Datetime.now()

    def _ops_obligation_start_in(self, code, period):
        """Return from when it counts in one of several periods of a document (default: as for the document).

        :param str period: as the obligation was opened with, e.g. a day of a trip
        """
        return self._ops_obligation_start(code)

    def _ops_dues_moved(self, obligations):
        """Follow what a changed holiday moved, where the document shows until when (nothing by default)."""

    def _ops_obligation_due(self, code):
        """Return when the clause is due (naive UTC), where the document says it instead of the limit."""
        return False

    # -------------------------------------------------------------------------
    # Services
    # -------------------------------------------------------------------------

    def _open_obligations(self, code, *, step="", period="", owners=None, post=None, limit=None):
        """Make somebody owe this clause on each of these documents; what is owed already is not opened again.

        Only in companies where the clause is in force. The caller has checked what the user may do.

        :param str code: the clause, e.g. "W2.A"
        :param str step: which limit of the clause, for clauses with several
        :param str period: for repeated obligations, e.g. "2026-11"; once per period, even when met
        :param owners: res.users, or a function from a document to res.users, instead of the hook
        :param str post: a post instead of the one that belongs to the clause
        :param tuple limit: (number, unit) instead of the clause's: the time limit of an approver, who is
            reminded and whose superiors are told, but who violates nothing by being late
        :return: the new obligations, on sudo
        """
        documents = self._ops_accountable_now(code)
        if not documents:
            return self.env["ops.obligation"]
        return self.env["ops.obligation"]._open(
            documents, code, step=step, period=period, owners=owners, post=post, limit=limit
        )

    def _meet_obligations(self, *codes, step=None, owners=None, date=None):
        """Note that what these documents asked for is done; also while switched off, and twice without harm.

        :param str step: only this limit of the clause (default all)
        :param owners: only what these users owe (default whoever owes it)
        :param date: when it was done, naive UTC (default now)
        :return: the obligations that were met, on sudo
        """
        return self._live_obligations(*codes, step=step, owners=owners)._meet(date)

    def _release_obligations(self, code, reason, *, step=None, owners=None):
        """Note that these documents no longer ask for it (withdrawn, refused …): nobody is late for that.

        :param str reason: why, kept on the obligation
        :return: the obligations that were released, on sudo
        """
        return self._live_obligations(code, step=step, owners=owners)._release(reason)

    def _recount_obligations(self, *codes):
        """Count anew until when what these documents make people owe is due: its start has changed.

        :return: the obligations whose due date moved, on sudo
        """
        return self._live_obligations(*codes)._recount()

    # -------------------------------------------------------------------------
    # Helpers
    # -------------------------------------------------------------------------

    def _ops_accountable_now(self, code):
        """Return the documents in companies where this clause is in force (switched off: no query)."""
        companies = self.env["res.company"]._ops_companies_on()
        if not companies or not self:
            return self.browse()
        in_force = self.env["ops.clause"]._is_in_force
        return self.filtered(
            lambda record: record._ops_company().id in companies and in_force(code, record._ops_company())
        )

    def _live_obligations(self, *codes, step=None, owners=None, period=None):
        """Return what is still owed on these documents, on sudo (no query where it was never switched on).

        :param str period: of a repeated obligation: what was owed in it, even when met
        """
        ledger_sudo = self.env["ops.obligation"].sudo()  # sudo: the ledger is closed; the document decides
        if not self.ids or not self.env["res.company"]._ops_companies_with_ledger():
            return ledger_sudo
        domain = (
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & Domain("clause_id", "in", [self.env["ops.clause"]._get_id(code) for code in codes])
            & (Domain("period", "=", period) if period else Domain("state", "in", LIVE))
        )
        if step is not None:
            domain &= Domain("step", "=", step or False)
        if owners:
            domain &= Domain("owner_id", "in", owners.ids)
        return ledger_sudo.search_fetch(domain)

    def unlink(self):
        """Delete the documents; what was owed on them is closed."""
        ids, kept = self.ids, self.env["res.company"]._ops_companies_with_ledger()
        result = super().unlink()
        if kept and ids:
            call_rows(self.browse(), "_ops_forgotten", ids)
        return result

    @api.model
    def _ops_forget_obligations(self, ids):
        self.env["ops.obligation"]._forget_documents(self._name, ids)
