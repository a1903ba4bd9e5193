from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.working_time import UNITS_BEFORE
from ..posts.ops_post_mixin import POST_GROUPS
from .ops_obligation import LIVE


class OpsObligation(models.Model):
    """How obligations are opened, met, released and missed. Private: documents use `ops.accountable`.

    The ledger is closed to everybody, so the methods work on `sudo()`; who may act was decided by the
    document.
    """

    _inherit = "ops.obligation"

    # -------------------------------------------------------------------------
    # Opening
    # -------------------------------------------------------------------------

    @api.model
    def _open(self, documents, code, *, step="", period="", owners=None, post=None, limit=None):
        """Add what these documents make somebody owe, once; see `ops.accountable._open_obligations`."""
        documents_sudo = documents.sudo()
        holders = self._get_holders(documents_sudo, code, owners, post)
        known = documents_sudo._live_obligations(code, step=step, period=period).grouped(self._key_of)
        wanted = []
        for document in documents_sudo:
            owner, group = holders[document]
            if (document.id, owner.id, group.id, period or False) not in known:
                wanted.append((document, owner, group))
        documents = [document for document, _owner, _group in wanted]
        dues = self._prepare_due_vals(code, step, limit, documents, period)
        now = fields.Datetime.now()
        clause_id = self.env["ops.clause"]._get_id(code)
        return self.sudo().create(
            [
                {
                    "clause_id": clause_id,
                    "step": step or False,
                    "period": period or False,
                    "res_model": document._name,
                    "res_id": document.id,
                    "document_name": document.display_name,
                    "owner_id": owner.id,
                    "group_id": group.id,
                    "team_id": (document._ops_team() or owner.sale_team_id).id,
                    "company_id": document._ops_company().id,
                    "date_opened": now,
                    "never_violated": bool(limit),
                    **dues[document],
                }
                for document, owner, group in wanted
            ]
        )

    @staticmethod
    def _key_of(obligation):
        return (obligation.res_id, obligation.owner_id.id, obligation.group_id.id, obligation.period or False)

    @api.model
    def _get_holders(self, documents, code, owners, post):
        """Return `{document: (owner, group)}`: one person, or nobody and the role that shares it."""
        nobody, no_group = self.env["res.users"], self.env["res.groups"]
        post = post or documents[:1]._ops_obligation_post(code)
        result, unresolved = {}, documents.browse()
        for document in documents:
            users = owners(document) if callable(owners) else owners or document._ops_obligation_owner(code)
            if users:
                result[document] = self._get_holder(users, post, code, document._ops_company())
            else:
                unresolved += document
        if post and unresolved:
            found = unresolved._ops_post_users_by_record(post)
            result.update(
                {
                    document: self._get_holder(users, post, code, document._ops_company())
                    for document, users in found.items()
                }
            )
        else:
            company = documents[:1]._ops_company()
            group = no_group.browse(self.env["ops.clause"]._get_role_ids(code, company)[:1])
            result.update(dict.fromkeys(unresolved, (nobody, group)))
        return result

    @api.model
    def _get_holder(self, users, post, code, company):
        """Return (owner, group): the one user, or the role that several of them hold."""
        users = users.sudo()
        if len(users) == 1:
            return users, self.env["res.groups"]
        steps = self._ops_post_ladder(post) if post else ()
        group_ids = [
            *map(self._ops_post_group_id, steps),
            *self.env["ops.clause"]._get_role_ids(code, company),
        ]
        shared = (gid for gid in group_ids if users and all(gid in user._get_group_ids() for user in users))
        return users.browse(), self.env["res.groups"].browse(next(shared, group_ids[0]))

    @api.model
    def _prepare_due_vals(self, code, step, limit, documents, period=""):
        """Return `{document: values}`: until when, and from when by which limit that was counted.

        There is no due date when the clause has no limit or the document no start yet.
        """
        vals = {document: {"date_due": document._ops_obligation_due(code)} for document in documents}
        by_company = {}
        for document in (each for each in documents if not vals[each]["date_due"]):
            by_company.setdefault(document._ops_company(), []).append(document)
        for company, members in by_company.items():
            chosen = limit or self.env["ops.clause"]._get_limit(code, company, step)
            if not chosen:
                continue
            starts = [document._ops_obligation_start_in(code, period) for document in members]
            dues = self._get_due_dates(chosen, starts, company)
            calendar = company.resource_calendar_id
            for document, start, due in zip(members, starts, dues, strict=True):
                vals[document] = {"date_due": due, **self._prepare_start_vals(start, chosen, calendar)}
        return vals

    @api.model
    def _get_due_dates(self, limit, starts, company):
        """Return until when, for each start; False where there is none yet."""
        number, unit, dates = (*limit, "")[:3]
        calendar = company.resource_calendar_id
        found = calendar._ops_deadlines(starts, number, unit, dates, company)
        if unit in UNITS_BEFORE:  # too late for the notice: due at once, not overdue at birth
            soonest = calendar._ops_deadline(fields.Datetime.now(), 0, "end_of_day", company=company)
            found = [due and max(due, soonest) for due in found]
        return [due or False for due in found]

    # -------------------------------------------------------------------------
    # Closing
    # -------------------------------------------------------------------------

    def _meet(self, date=None):
        """Close what is owed as done, keeping when and how late (in working hours of the company).

        :param date: when it was done, naive UTC (default now); a late entry is never refused
        """
        date = date or fields.Datetime.now()
        live = self.filtered(lambda obligation: obligation.state in LIVE)
        live.write({"state": "met", "date_met": date, "met_by_id": self.env.uid})
        live._note_lateness(date)
        live._ask_late_reasons()
        return live

    def _note_lateness(self, date):
        """Write the working hours since the due date, less those in which the rulebook was off."""
        behind = self.filtered(lambda obligation: obligation.date_due and obligation.date_due < date)
        for company, obligations in behind.grouped("company_id").items():
            pairs = [(obligation.date_due, date) for obligation in obligations]
            hours = company.resource_calendar_id._ops_hours_between(pairs, company)
            for obligation, late in zip(obligations, hours, strict=True):
                obligation.late_hours = max(late - obligation.paused_hours, 0.0)

    def _release(self, reason):
        """Close what is no longer owed: document withdrawn, refused or cancelled, clause switched off."""
        live = self.filtered(lambda obligation: obligation.state in LIVE)
        live.write(
            {
                "state": "waived",
                "waive_reason": reason,
                "waived_by_id": self.env.uid,
                "date_waived": fields.Datetime.now(),
            }
        )
        return live

    def _miss(self):
        """Close what can no longer be done because its period is over; that is a violation of its clause."""
        live = self.filtered(lambda obligation: obligation.state in LIVE)
        live.state = "missed"
        live._note_lateness(fields.Datetime.now())
        live._note_missed()
        return live

    @api.model
    def _release_clause(self, clauses, company):
        """Release everything owed under clauses that this company switched off."""
        domain = Domain("clause_id", "in", clauses.ids) & Domain("company_id", "=", company.id)
        # sudo: called when an administrator, who may not write the ledger, switches a clause off
        live = self.sudo().search(domain & Domain("state", "in", LIVE))
        return live._release(self.env._("The clause was switched off."))

    @api.model
    def _forget_documents(self, model, ids):
        """Close what deleted documents asked for; what was met or missed stays as it was."""
        # sudo: the right to delete the document was checked by its own unlink
        gone = self.sudo().search([("res_model", "=", model), ("res_id", "in", ids)])
        gone._release(self.env._("The document was deleted."))
        gone.write({"is_document_deleted": True})
        return gone

    # -------------------------------------------------------------------------
    # Posts of an obligation (escalation)
    # -------------------------------------------------------------------------

    @api.model
    def _group_rank(self, group_ids):
        """Return how high these roles stand: 1 staff, 2 manager or head, 3 leader, 4 general manager."""
        group_ids = set(group_ids)
        heads = ("ops_dept.ops_dept_group_sales_manager", "ops_dept.ops_dept_group_market_head")
        ranks = ((4, (POST_GROUPS["general_manager"],)), (3, (POST_GROUPS["leader"],)), (2, heads))
        lookup = self.env["ir.model.data"]._xmlid_to_res_id
        for rank, names in ranks:
            if any(lookup(name) in group_ids for name in names):
                return rank
        return 1
