from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.states import ASKED


class OpsGated(models.AbstractModel):
    """An approval given by mistake is taken back by who gave it, while the next step has not begun."""

    _inherit = "ops.gated"

    ops_can_take_back = fields.Boolean("Approval can be taken back", compute="_compute_ops_can_take_back")

    @api.depends(lambda self: (self._state_field,) if self._state_field in self._fields else ())
    @api.depends_context("uid")
    def _compute_ops_can_take_back(self):
        for record in self:
            record.ops_can_take_back = bool(
                record[self._state_field] in ASKED
                and record._ops_is_on()
                and record._ops_get_own_decisions()
                and not record._ops_take_back_blockers()
            )

    def _ops_get_own_decisions(self):
        """Return the user's approvals, on sudo, after which nobody else decided."""
        self.ensure_one()
        # sudo: who decided last concerns all reviews
        approved = self.sudo().review_ids.filtered(lambda review: review.status == "approved")
        mine = approved.browse()
        for review in approved.sorted("sequence", reverse=True):
            if review.done_by != self.env.user or not review._ops_is_still_acting():
                break
            mine |= review
        return mine

    def _ops_take_back_blockers(self):
        """Return the sentences that keep an approval from being taken back (empty: none).

        While others are still to decide nothing has begun; whether anything follows the last approval at
        once, its model knows.
        """
        self.ensure_one()
        if self[self._state_field] == "submitted":
            return []
        return [self.env._("everybody has decided")]

    def action_ops_take_back(self):
        """Take the approval back that the user gave: it is his turn again.

        :raises UserError: somebody else decided last, or the next step has begun
        """
        for record in self._ops_filter_on():
            reviews = record._ops_get_own_decisions()
            if not reviews or record[self._state_field] not in ASKED:
                raise UserError(
                    self.env._(
                        "%(document)s: only who approved last takes his approval back (%(clause)s).",
                        document=record.display_name,
                        clause=record._ops_named_clause(),
                    )
                )
            blockers = record._ops_take_back_blockers()
            if blockers:
                raise UserError(
                    self.env._(
                        "%(document)s: the approval stands, %(reasons)s (%(clause)s).",
                        document=record.display_name,
                        reasons=", ".join(blockers),
                        clause=record._ops_named_clause(),
                    )
                )
            record._ops_take_back(reviews)
        return True

    def _ops_take_back(self, reviews):
        """Bring the document back to where these approvals, on sudo, were still to be given."""
        # sudo: an approver decides, he need not be allowed to write the document; checked by the caller
        record_sudo = self.sudo()
        record_sudo._stamp({self._state_field: "submitted", **record_sudo._prepare_take_back_vals()})
        pending = record_sudo.review_ids.filtered(lambda review: review.status == "pending")
        pending.write({"status": "waiting", "can_review": False})
        names = ("done_by", "reviewed_date", "comment", "ops_deputy_for_id", "ops_obligation_id")
        undecided = dict.fromkeys(names, False)
        reviews.write({"status": "waiting", "can_review": False, **undecided})
        record_sudo.review_ids._ops_promote_next()
        for review in reviews:
            self._ops_log("taken_back", clause_code=review.ops_clause_code, tier=review.name)
            self._ops_note(self.env._("%(tier)s: the approval was taken back.", tier=review.name))
        self._ops_tell_requester(
            self.env._(
                "%(who)s took the approval of %(document)s back and decides again.",
                who=self.env.user.name,
                document=self.display_name,
            )
        )
        self._ops_update_counter()

    def _ops_decided_text(self, summary):
        """Say what was approved: what the inbox showed of it, with its amount. No sign of a placeholder."""
        amount, currency = summary.get("ops_amount"), summary.get("ops_currency_id")
        currency = self.env["res.currency"].browse(currency) if isinstance(currency, int) else currency
        parts = [summary.get("ops_summary"), amount and currency and currency.format(amount)]
        return " · ".join(part for part in parts if part and part != self.display_name).replace("%", "%%")

    def _prepare_take_back_vals(self):
        return {"ops_date_approved": False, "ops_gate_error": False}
