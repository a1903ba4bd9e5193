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
        """Return the page: `name`, `date`, `is_on` and its `cards` (see `_card` and `_row`).

        :rtype: dict
        """
        return {
            "name": self.env.user.name,
            "date": fields.Date.context_today(self),
            "is_on": self.env.company._ops_rulebook_on(),
            # what waits comes first, whatever room it is from; before what waits for others
            "cards": sorted(self._get_cards(), key=lambda card: (not card["count"], card["with_others"])),
        }

    @api.model
    def _get_cards(self):
        """Return the cards that concern the user; each room adds its own."""
        return [self._get_approvals_card(), self._get_obligations_card(), self._get_requests_card()]

    # ------------------------------------------------------------------
    # Parts of the page
    # ------------------------------------------------------------------
    @api.model
    def _card(self, model, domain, order, row, **values):
        """Return a card: the first records of a domain, how many there are, and where to see them all.

        :param row: function from a record to its row
        :param values: `key`, `icon`, `title`, `empty` (said when there is nothing), `action` (an xml id),
            `with_others` (somebody else acts next)
        """
        found = self.env[model].search(domain, order=order, limit=ROWS)
        count = self.env[model].search_count(domain) if len(found) == ROWS else len(found)
        return {
            "late": 0,
            "with_others": False,
            **values,
            "count": count,
            "rows": [row(record) for record in found],
        }

    @api.model
    def _row(self, record, title, text, model=None, res_id=None, **values):
        """Return a row: what it is about, the document it opens, and what is worth a look.

        :param values: `amount` (formatted), `badge`, `since` (UTC), `is_late`
        """
        return {
            "id": record.id,
            "model": model or record._name,
            "res_id": res_id or record.id,
            "title": title,
            "text": text,
            "amount": "",
            "badge": "",
            "since": "",
            "is_late": False,
            **values,
        }

    # ------------------------------------------------------------------
    # Approvals
    # ------------------------------------------------------------------
    @api.model
    def _get_approvals_card(self):
        reviews = self.env["tier.review"]
        return self._card(
            "tier.review",
            reviews._ops_mine_domain() & reviews._ops_gated_domain(),
            "ops_is_major desc, ops_pending_since, id",
            lambda review: self._get_review_row(review, f"{review.name} · {review.requested_by.name}"),
            key="approvals",
            icon="fa-check-square-o",
            title=self.env._("Waiting for my approval"),
            empty=self.env._("Nothing waits for your decision"),
            action="ops_dept.tier_review_action_inbox",
        )

    @api.model
    def _get_requests_card(self):
        """What I asked for and still wait to hear about: who has it now."""
        reviews = self.env["tier.review"]
        return self._card(
            "tier.review",
            fields.Domain("requested_by", "=", self.env.uid)
            & fields.Domain("status", "=", "pending")
            & reviews._ops_gated_domain(),
            "ops_pending_since, id",
            lambda review: self._get_review_row(review, self.env._("With %s", review.todo_by or "-")),
            key="requests",
            with_others=True,
            icon="fa-hourglass-half",
            title=self.env._("My requests being decided"),
            empty=self.env._("No request of yours is open"),
            action="ops_dept.tier_review_action_requests",
        )

    @api.model
    def _get_review_row(self, review, text):
        return self._row(
            review,
            f"{review.ops_document_name} · {review.ops_summary or ''}",
            text,
            review.model,
            review.res_id,
            amount=review.ops_currency_id.format(review.ops_amount) if review.ops_amount else "",
            badge=self.env._("Major") if review.ops_is_major else "",
            since=fields.Datetime.to_string(review.ops_pending_since),
        )

    # ------------------------------------------------------------------
    # Obligations
    # ------------------------------------------------------------------
    @api.model
    def _get_obligations_card(self):
        """What I owe, the most urgent first; counted in one query with what is late."""
        counts = self.env["ops.obligation"]._ops_my_obligation_counts()
        card = self._card(
            "ops.obligation",
            [("is_mine", "=", True), ("state", "in", LIVE)],
            "date_due, id",
            self._get_obligation_row,
            key="obligations",
            icon="fa-calendar-check-o",
            title=self.env._("My obligations"),
            empty=self.env._("You owe nothing at present"),
            action="ops_dept.ops_obligation_action_my",
        )
        return {**card, "count": counts["open"], "late": counts["late"]}

    @api.model
    def _get_obligation_row(self, obligation):
        due = obligation.date_due
        title = (obligation.document_name, obligation.period, obligation.clause_id.text)
        text = (
            obligation.clause_id.code,
            due and self.env._("Due %s", format_datetime(self.env, due, dt_format="short")),
        )
        return self._row(
            obligation,
            " · ".join(filter(None, title)),
            " · ".join(filter(None, text)),
            obligation.res_model,
            obligation.res_id,
            is_late=obligation.is_overdue,
        )
