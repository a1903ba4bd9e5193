from odoo import api, fields, models
from odoo.tools import format_datetime

from .ops_obligation import LIVE

# How many rows of each kind the page shows; the rest is one tap away.
ROWS = 5


class OpsHome(models.AbstractModel):
    """The first page of the application: what waits for me, for every role, in one call."""

    _name = "ops.home"
    _description = "My work"

    @api.model
    def get_home(self):
        """Return the cards of the page: `name`, `date` and per card `key`, `title`, `count`, `late`,
        `action`, `rows`.

        :rtype: dict
        """
        return {
            "name": self.env.user.name,
            "date": fields.Date.context_today(self),
            "is_on": self.env.company._ops_rulebook_on(),
            "cards": self._get_cards(),
        }

    @api.model
    def _get_cards(self):
        """Return the cards that concern the user; each room adds its own."""
        return [self._get_approvals_card(), self._get_obligations_card(), self._get_requests_card()]

    @api.model
    def _get_approvals_card(self):
        reviews = self.env["tier.review"]
        domain = reviews._ops_mine_domain() & reviews._ops_gated_domain()
        found = reviews.search(domain, order="ops_is_major desc, ops_pending_since, id", limit=ROWS)
        return {
            "key": "approvals",
            "icon": "fa-check-square-o",
            "title": self.env._("Waiting for my approval"),
            "empty": self.env._("Nothing waits for your decision"),
            "count": reviews.search_count(domain) if len(found) == ROWS else len(found),
            "late": 0,
            "action": "ops_dept.tier_review_action_inbox",
            "rows": [self._get_review_row(review) for review in found],
        }

    @api.model
    def _get_review_row(self, review):
        return {
            "id": review.id,
            "model": review.model,
            "res_id": review.res_id,
            "title": f"{review.ops_document_name} · {review.ops_summary or ''}",
            "text": f"{review.name} · {review.requested_by.name}",
            "amount": review.ops_currency_id.format(review.ops_amount) if review.ops_amount else "",
            "badge": self.env._("Major") if review.ops_is_major else "",
            "since": fields.Datetime.to_string(review.ops_pending_since),
            "is_late": False,
        }

    @api.model
    def _get_obligations_card(self):
        """What I owe, the most urgent first."""
        obligations = self.env["ops.obligation"]
        counts = obligations._ops_my_obligation_counts()
        found = obligations.search([("is_mine", "=", True), ("state", "in", LIVE)], limit=ROWS)
        return {
            "key": "obligations",
            "icon": "fa-calendar-check-o",
            "title": self.env._("My obligations"),
            "empty": self.env._("You owe nothing at present"),
            "count": counts["open"],
            "late": counts["late"],
            "action": "ops_dept.ops_obligation_action_my",
            "rows": [self._get_obligation_row(obligation) for obligation in found],
        }

    @api.model
    def _get_obligation_row(self, obligation):
        due = obligation.date_due
        return {
            "id": obligation.id,
            "model": obligation.res_model or "ops.obligation",
            "res_id": obligation.res_id or obligation.id,
            "title": obligation.display_name,
            "text": self.env._("Due %s", format_datetime(self.env, due, dt_format="short")) if due else "",
            "amount": "",
            "badge": "",
            "since": "",
            "is_late": obligation.is_overdue,
        }

    @api.model
    def _get_requests_card(self):
        """What I asked for and still wait to hear about: who has it now."""
        reviews = self.env["tier.review"]
        domain = (
            fields.Domain("requested_by", "=", self.env.uid)
            & fields.Domain("status", "=", "pending")
            & reviews._ops_gated_domain()
        )
        found = reviews.search(domain, order="ops_pending_since, id", limit=ROWS)
        return {
            "key": "requests",
            "icon": "fa-hourglass-half",
            "title": self.env._("My requests being decided"),
            "empty": self.env._("No request of yours is open"),
            "count": reviews.search_count(domain) if len(found) == ROWS else len(found),
            "late": 0,
            "action": "ops_dept.tier_review_action_requests",
            "rows": [
                {**self._get_review_row(review), "text": self.env._("With %s", review.todo_by or "-")}
                for review in found
            ],
        }
