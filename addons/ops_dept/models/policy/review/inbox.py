from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.actions import open_records
from ..gate.decision import DECISIONS


class TierReview(models.Model):
    """The inbox of who decides: what waits for him, what it is about, and his decision from there."""

    _name = "tier.review"
    _inherit = ["tier.review", "ops.reasoned"]

    _reasons = {
        what: asked._replace(shown=("ops_document_name", "ops_summary"), each=True)
        for what, asked in DECISIONS.items()
    }

    @api.model
    def _ops_mine_domain(self):
        """Return the domain of what waits for this user now; stored and indexed columns only."""
        return (
            Domain("status", "=", "pending")
            & Domain("can_review", "=", True)
            & Domain("ops_is_mine", "=", True)
        )

    @api.model
    def _ops_gated_domain(self):
        """Leave out reviews of documents that are not gated by us, or whose company switched the rulebook
        off.
        """
        companies = self.env["res.company"]._ops_companies_on()
        return Domain("ops_gated", "=", True) & Domain("ops_company_id", "in", list(companies))

    @api.depends("ops_pending_since")
    def _compute_ops_waiting_days(self):
        now = fields.Datetime.now()
        for review in self:
            review.ops_waiting_days = (now - review.ops_pending_since).days if review.ops_pending_since else 0

    @api.depends("model", "res_id")
    def _compute_ops_summary(self):
        """Say what the document is about, as far as the user may read it; one batch per model."""
        self.ops_summary = self.ops_amount = self.ops_amount_kind = self.ops_currency_id = False
        for model, reviews in self.grouped("model").items():
            if model not in self.env["ops.gated"]._ops_gated_model_names():
                continue
            # in one statement: which are left, which the user may read, and what they say
            documents = self.env[model].with_context(active_test=False)
            found = documents.search_fetch([("id", "in", reviews.mapped("res_id"))])
            records = found.with_env(self.env)
            reviews._ops_read_people(records)
            summaries = records._ops_inbox_summary()
            for review in reviews:
                summary = summaries.get(review.res_id)
                if summary:
                    review.update(summary)

    # the companies: access rules ask them of each row that is read, so they come with the rows
    @api.depends("status", "can_review", "ops_gated", "company_id", "ops_company_id")
    @api.depends_context("uid")
    def _compute_ops_can_approve(self):
        """Offer to approve where the document's form offers it; one batch per model."""
        self.ops_can_approve = False
        mine = self.filtered(lambda review: review.status == "pending" and review.ops_gated)
        for model, reviews in mine.grouped("model").items():
            offering = self.env[model].browse(reviews.mapped("res_id"))._ops_offering_approval()
            for review in reviews:
                review.ops_can_approve = review.res_id in offering._ids

    def action_ops_open_document(self):
        """Open the document under review."""
        self.ensure_one()
        return open_records(self.env[self.model].browse(self.res_id))

    def action_ops_open_approve(self):
        """Ask for a comment to what is selected in the inbox."""
        return self._ops_open_decision("approve")

    def action_ops_open_refuse(self):
        """Ask for the reason why what is selected in the inbox is refused."""
        return self._ops_open_decision("refuse")

    def _ops_open_decision(self, decision):
        if not self:
            raise UserError(self.env._("Nothing here waits for your decision."))
        return self._ask_reason(decision)

    def _ops_get_reviewed(self):
        """Return the documents of these reviews, one recordset per model."""
        return [
            self.env[model].browse(dict.fromkeys(reviews.mapped("res_id")))
            for model, reviews in self.grouped("model").items()
        ]
