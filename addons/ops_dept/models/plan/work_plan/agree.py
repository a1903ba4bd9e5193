from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)
RUNNING = ("approved", "running")  # what was confirmed is made anew with a reason only


class OpsWorkPlan(models.Model):
    """Who stands above confirms a plan: its visits are agreed. It runs and ends by itself (W1.B)."""

    _inherit = "ops.work.plan"

    _reasons = {
        "reopen": Reason(
            action="action_reopen",
            question=_lt("Why is the plan made anew?"),
            button=_lt("Plan Anew"),
            follows=_lt("It is a draft again and is confirmed anew; what was agreed stays marked."),
            lacking=_lt("say why the confirmed plan is made anew (W1.B)."),
            length=2,
            target="draft",
            sources=RUNNING,
        )
    }

    def _get_content_blockers(self):
        blockers = super()._get_content_blockers()
        if self.period == "week" and self.scope == "person" and not self.visit_count and self._asks_visits():
            blockers.append(
                self.env._("Plan at least one visit, or write what you do instead in the goals (W1.A).")
            )
        return blockers

    def _asks_visits(self):
        return not (self.goals or "").strip()

    def _check_submit(self):
        user = self.env.user
        for plan in self:
            if not self.env.su and plan.user_id != user and not user._ops_guides(plan.user_id):
                raise AccessError(
                    self.env._(
                        "%(plan)s: it is handed in by whose plan it is (W1.A).", plan=plan.display_name
                    )
                )
        return super()._check_submit()

    def _do_approve(self):
        """What is confirmed is agreed: its visits are marked, the head's word stays on it."""
        result = super()._do_approve()
        self._mark_agreed()
        self._turn()
        return result

    def _mark_agreed(self):
        """Mark the visits of these weeks as agreed, each at the time it has now."""
        for plan in self.filtered(lambda plan: plan.period == "week" and plan.scope == "person"):
            # sudo: the head confirms, the visits are the person's
            for visit in plan.sudo()._get_visits().filtered(lambda visit: visit.state != "cancelled"):
                if not visit.date_agreed:
                    visit._stamp({"date_agreed": visit.date_start})

    def action_open_reopen(self):
        """Ask why the plan is made anew."""
        return self._ask_reason("reopen")

    def action_reopen(self, reason):
        """Make a draft of a confirmed plan, with the reason on it. Clause: W1.B

        :raises UserError: without a reason, or when the plan is over
        """
        self.check_access("write")
        for plan in self:
            if plan.state not in RUNNING:
                raise UserError(
                    self.env._("%(plan)s: only a confirmed plan is made anew (W1.B).", plan=plan.display_name)
                )
        self._ops_move_because("reopen", reason)
        for plan in self:
            plan.message_post(body=reason.strip())
        return True

    def _offers_move(self, target):
        """The way back from a confirmed plan asks for a reason: it has its own button."""
        if target == "draft" and self.state in RUNNING:
            return False
        return super()._offers_move(target)

    # ------------------------------------------------------------------
    # Its time
    # ------------------------------------------------------------------
    def _turn(self):
        """Bring these plans to the state that their days ask for."""
        now = fields.Datetime.now()
        begun = self.filtered(lambda plan: plan.state == "approved" and plan.moment_from <= now)
        if begun:
            begun.write({"state": "running"})
        over = self.filtered(lambda plan: plan.state == "running" and plan.moment_to <= now)
        if over:
            over.write({"state": "closed"})

    def _check_run(self):
        self._refuse_too_early("moment_from")

    def _check_close(self):
        self._refuse_too_early("moment_to")

    def _refuse_too_early(self, name):
        """A plan begins with its first day and ends after its last one, whoever is in a hurry."""
        early = self.filtered(lambda plan: plan[name] > fields.Datetime.now())
        if early:
            raise UserError(
                self.env._(
                    "%(plan)s begins and ends by itself, with its first and last day (W1.B).",
                    plan=early[:1].display_name,
                )
            )

    @api.model
    def _cron_turn(self):
        """Let the plans run that begin, and close those that are over."""
        now = fields.Datetime.now()
        begin = Domain("state", "=", "approved") & Domain("moment_from", "<=", now)
        end = Domain("state", "=", "running") & Domain("moment_to", "<=", now)
        self.search(begin | end)._turn()
