from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .ops_work_plan import AGREED


class OpsVisit(models.Model):
    """What of a week's visits was agreed, and what came, moved or was dropped afterwards (W1.C)."""

    _inherit = "ops.visit"

    date_agreed = fields.Datetime(
        "Agreed for", readonly=True, copy=False, stamp=True, help="When the confirmed plan has it (W1.B)."
    )
    is_agreed = fields.Boolean("Agreed", compute="_compute_is_agreed", derived=True)
    plan_mark = fields.Selection(
        [("agreed", "As agreed"), ("moved", "Moved"), ("dropped", "Dropped"), ("added", "Not in the plan")],
        "In the plan",
        compute="_compute_plan_mark",
    )
    plan_reason = fields.Selection(
        [
            ("customer", "The customer wished it"),
            ("urgent", "It was urgent"),
            ("nearby", "It was on the way"),
            ("head", "The head sent me"),
            ("other", "Something else"),
        ],
        "Not as agreed, because",
        copy=False,
        frozen="closed",
        help="Why it is not as the confirmed plan says (W1.C).",
    )

    @api.depends("date_agreed")
    def _compute_is_agreed(self):
        for visit in self:
            visit.is_agreed = bool(visit.date_agreed)

    @api.depends("date_agreed", "date_start", "state", "user_id", "channel")
    def _compute_plan_mark(self):
        weeks = self._get_agreed_weeks()
        for visit in self:
            if visit.channel != "visit" or not visit.date_start:
                visit.plan_mark = False
            elif visit.date_agreed:
                moved = visit._day_of(visit.date_agreed) != visit._day_of(visit.date_start)
                visit.plan_mark = "dropped" if visit.state == "cancelled" else "moved" if moved else "agreed"
            else:
                planned = any(
                    first <= visit.date_start < last for first, last in weeks.get(visit.user_id.id, ())
                )
                visit.plan_mark = planned and visit.state != "cancelled" and "added"

    def _get_agreed_weeks(self):
        """Return user id → the weeks (from, until before) of these visits' days whose plan is agreed."""
        dated = self.filtered(lambda visit: visit.date_start and not visit.date_agreed)
        if not dated:
            return {}
        # sudo: whether a week was agreed, of a visit that the user may read
        plans_sudo = self.env["ops.work.plan"].sudo()
        found = plans_sudo.search_fetch(
            Domain("period", "=", "week")
            & Domain("scope", "=", "person")
            & Domain("state", "in", AGREED)
            & Domain("user_id", "in", dated.user_id.ids)
            & Domain("moment_from", "<=", max(dated.mapped("date_start")))
            & Domain("moment_to", ">", min(dated.mapped("date_start"))),
            ["user_id", "moment_from", "moment_to"],
        )
        weeks = {}
        for plan in found:
            weeks.setdefault(plan.user_id.id, []).append((plan.moment_from, plan.moment_to))
        return weeks

    # ------------------------------------------------------------------
    # What was agreed stays countable: it is moved or dropped with its reason, not taken out
    # ------------------------------------------------------------------
    def _ops_check_vals(self, vals):
        result = super()._ops_check_vals(vals)
        if vals.get("channel", "visit") != "visit":
            self._refuse_taken_out()
        return result

    def _ops_refuse_deletion(self):
        self._refuse_taken_out()
        return super()._ops_refuse_deletion()

    def _refuse_taken_out(self):
        agreed = self.filtered("is_agreed")
        if agreed:
            raise UserError(
                self.env._(
                    "%(visit)s: it is in a confirmed plan. Cancel it with its reason, or put it on another "
                    "day; a call instead of it is planned beside it (W1.C).",
                    visit=agreed[:1].display_name,
                )
            )
