from odoo import api, fields, models
from odoo.api import SUPERUSER_ID
from odoo.fields import Domain

from ..ledger.ops_obligation import DECISION, LIVE


class OpsHome(models.AbstractModel):
    """What everybody has: approvals to give, requests being decided, what is owed besides."""

    _inherit = "ops.home"

    # ------------------------------------------------------------------
    # Approvals
    # ------------------------------------------------------------------
    @api.model
    def _get_approvals_domain(self):
        """Return the domain of the approvals that are the user's next act; rooms leave out what comes after
        another act of his.
        """
        reviews = self.env["tier.review"]
        return reviews._ops_mine_domain() & reviews._ops_gated_domain()

    @api.model
    def _get_approvals_card(self):
        return self._card(
            "tier.review",
            self._get_approvals_domain(),
            "ops_is_major desc, ops_pending_since, id",
            self._get_approval_row,
            key="approvals",
            icon="fa-check-square-o",
            title=self.env._("Waiting for my approval"),
            empty=self.env._("Nothing waits for your decision"),
            action="ops_dept.tier_review_action_inbox",
        )

    @api.model
    def _get_approval_row(self, review):
        """Return the row of what waits for me; its text first, which reads the documents for both."""
        review.mapped("ops_summary")  # reads who asked together with the customers
        requester = review.requested_by
        asked_by = requester.name if requester.id != SUPERUSER_ID else ""  # the software: nobody
        people = (review.name, asked_by, review.ops_acting_for)
        row = self._get_review_row(review, " · ".join(filter(None, people)))
        return {**row, "can_approve": review.ops_can_approve}

    @api.model
    def _get_requests_card(self):
        """What I asked for and still wait to hear about: who has it now."""
        reviews = self.env["tier.review"]
        return self._card(
            "tier.review",
            Domain("requested_by", "=", self.env.uid)
            & Domain("status", "=", "pending")
            & reviews._ops_gated_domain(),
            "ops_pending_since, id",
            lambda review: self._get_review_row(
                review,
                self.env._("With %s", review._ops_get_todo_by()),
            ),
            key="requests",
            with_others=True,
            icon="fa-hourglass-half",
            title=self.env._("My requests being decided"),
            empty=self.env._("No request of yours is open"),
            action="ops_dept.tier_review_action_requests",
        )

    @api.model
    def _get_review_row(self, review, text, **values):
        kinds = dict(review._fields["ops_amount_kind"]._description_selection(self.env))
        return self._row(
            review,
            f"{review.ops_document_name} · {review.ops_summary or ''}",
            text,
            review.model,
            review.res_id,
            amount=review.ops_currency_id.format(review.ops_amount) if review.ops_amount else "",
            tax=(review.ops_amount and kinds.get(review.ops_amount_kind)) or "",
            badge=self.env._("Major") if review.ops_is_major else "",
            since=fields.Datetime.to_string(review.ops_pending_since),
            **self._get_decision_due(review),
            **values,
        )

    @api.model
    def _get_decision_due(self, review):
        """Return until when it is to be decided, once that nears."""
        owed = review.sudo().ops_obligation_id  # sudo: of a review that the user reads
        return {"due": self._due_text(owed), "is_late": owed.is_overdue} if owed else {}

    # ------------------------------------------------------------------
    # Obligations
    # ------------------------------------------------------------------
    @api.model
    def _get_obligations_card(self, shown):
        """What I owe besides, the most urgent first; counted in one query with what is late. Decisions stand
        with the approvals.

        :param shown: domain of the obligations that stand on the page already
        """
        shown |= Domain("step", "=", DECISION)
        domain = Domain("is_mine", "=", True) & Domain("state", "in", LIVE) & ~shown
        counts = self.env["ops.obligation"]._get_my_obligation_counts(~shown, self._get_owed_models())
        card = self._card(
            "ops.obligation",
            domain,
            "date_due, id",
            self._get_obligation_row,
            self._find_owed,
            key="obligations",
            icon="fa-calendar-check-o",
            title=self.env._("My obligations"),
            empty=self.env._("You owe nothing at present"),
            action="ops_dept.ops_obligation_action_my",
        )
        return {**card, "count": counts["open"], "late": counts["late"]}

    @api.model
    def _get_obligation_row(self, obligation):
        title = (obligation.document_name, obligation.period, obligation.clause_id.text)
        text = (obligation.clause_id.code, self._due_text(obligation))
        return self._row(
            obligation,
            " · ".join(filter(None, title)),
            " · ".join(filter(None, text)),
            obligation.res_model,
            obligation.res_id,
            is_late=obligation.is_overdue,
            **obligation._get_home_button(),
        )
