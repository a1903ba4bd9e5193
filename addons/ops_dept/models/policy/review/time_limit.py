from odoo import api, fields, models
from odoo.fields import Domain

from ..ledger.ops_obligation import DECISION

BATCH = 1000


class TierReview(models.Model):
    """How long an approver may take: when that nears he owes his decision in the ledger, with its ladder.

    Nothing is written at the request, nor where he decides in time: the nightly scan writes what is close to
    its limit. It is met by the decision, let go with the request, and never a violation.
    """

    _inherit = "tier.review"

    ops_obligation_id = fields.Many2one(
        "ops.obligation", "Decision owed", readonly=True, ondelete="set null", index="btree_not_null"
    )

    @api.model
    def _cron_watch_decisions(self):
        """Let approvers owe what they have to decide by the end of the next working day; may run twice."""
        # sudo: the job reads for everybody
        self.env["res.company"]._ops_each_on(self.sudo()._ops_watch_decisions)

    @api.model
    def _ops_watch_decisions(self, company):
        """Write what nears its limit in one company, batch by batch.

        :return: the new obligations
        """
        waiting = (
            Domain("status", "=", "pending")
            & Domain("ops_gated", "=", True)
            & Domain("ops_company_id", "=", company.id)
            & Domain("ops_obligation_id", "=", False)
            & Domain("definition_id.ops_time_limit", ">", 0)
        )
        opened, last = self.env["ops.obligation"], 0
        while reviews := self.search(waiting & Domain("id", ">", last), order="id", limit=BATCH):
            last = max(reviews.ids)
            opened += reviews.try_lock_for_update()._ops_owe_decisions(company)
        return opened

    def _ops_owe_decisions(self, company):
        """Write those of these reviews that are to be decided by the end of the next working day."""
        calendar, now = company.resource_calendar_id, fields.Datetime.now()
        soon = calendar._ops_deadline(now, 1, "working_days", company=company)
        in_force = self.env["ops.clause"]._is_in_force
        documents = {(one._name, one.id): one for records in self._ops_get_reviewed() for one in records}
        wanted = []
        for limit, reviews in self.grouped(lambda review: review.definition_id.ops_time_limit).items():
            starts = [review.ops_pending_since or now for review in reviews]
            dues = calendar._ops_deadlines(starts, limit, "working_days", company=company)
            wanted += [
                review._prepare_decision_vals(due, documents[review.model, review.res_id])
                for review, due in zip(reviews, dues, strict=True)
                if due <= soon and in_force(review._ops_get_clause(), company)
            ]
        opened = self.env["ops.obligation"].create([vals for _review, vals in wanted])
        for (review, _vals), obligation in zip(wanted, opened, strict=True):
            review.ops_obligation_id = obligation
        return opened

    def _ops_get_clause(self):
        """Return the code of what is decided: the tier's, else the clause of the documents themselves."""
        return self.ops_clause_code or self.env[self.model]._ops_clause

    def _prepare_decision_vals(self, due, document):
        """Return this review and what its approver owes: one person, or the role that several share."""
        code = self._ops_get_clause()
        owner, group = self.env["ops.obligation"]._get_holder(
            self.reviewer_ids.filtered("active"),
            self.definition_id.ops_post or "leader",
            code,
            self.ops_company_id,
        )
        return self, {
            "clause_id": self.env["ops.clause"]._get_id(code, self.ops_company_id),
            "step": DECISION,
            "res_model": self.model,
            "res_id": self.res_id,
            "document_name": self.ops_document_name,
            "owner_id": owner.id,
            "group_id": group.id,
            "team_id": (document._ops_team() or owner.sale_team_id).id,
            "company_id": self.ops_company_id.id,
            "date_opened": self.ops_pending_since or fields.Datetime.now(),
            "date_due": due,
            "never_violated": True,
        }

    def _ops_meet_decisions(self):
        """Note that these were decided; what was decided in time owed nothing."""
        # sudo: the ledger is closed to everybody; who decided was checked
        self.sudo().ops_obligation_id._meet()

    def _ops_release_decisions(self, reason):
        """Let go what the approver owed: nobody asks him any more, or somebody else is asked."""
        # sudo: as above
        self.sudo().ops_obligation_id._release(reason)
