from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .ops_question import ESCALATION, TOP

_lt = LazyTranslate(__name__)


class HelpdeskTicket(models.Model):
    """Raising a case that cannot be solved on site: its salesperson to his manager, the manager to the
    general manager (R14).
    """

    _inherit = "helpdesk.ticket"

    _reasons = {
        "escalate": Reason(
            action="action_ops_escalate",
            question=_lt("What cannot be solved on site?"),
            button=_lt("Raise"),
            follows=_lt(
                "The sales manager answers or applies to the general manager. What is not answered in time "
                "goes to the general manager by itself."
            ),
            lacking=_lt("say what cannot be solved on site (R14)."),
            prompt=_lt("e.g. it leaks again after two visits, the customer wants another pump"),
            shown=("partner_id", "ops_salesman_id"),
            length=5,
            form="ops.case.escalate",
        ),
    }

    ops_can_escalate = fields.Boolean(
        compute="_compute_ops_can_escalate", groups="base.group_user", export_string_translation=False
    )

    @api.depends("ops_step", "ops_salesman_id", "ops_team_id", "ops_escalation_ids")
    @api.depends_context("uid")
    def _compute_ops_can_escalate(self):
        for case in self:
            is_raised = "open" in case.ops_escalation_ids.mapped("state")
            case.ops_can_escalate = (
                bool(case.id) and not is_raised and case._ops_is_raisable() and case._ops_may_escalate()
            )

    def _ops_is_raisable(self):
        """Tell whether the case is confirmed and somebody works on it."""
        self.ensure_one()
        return bool(self._ops_filter_cases()) and self._ops_is_running()

    def _ops_may_escalate(self):
        """Tell whether the user raises this case: its salesperson, the manager, or who stands in for one."""
        self.ensure_one()
        me = {self.env.uid, *self.env.user._ops_stands_in_for("duties")}
        # sudo: who sells and who leads the team, of a case that the user reads
        case_sudo = self.sudo()
        return not me.isdisjoint((case_sudo.ops_salesman_id | case_sudo._ops_get_manager()).ids)

    def _ops_get_manager(self):
        """Return the sales manager of the case's team, whoever acts for him where there is none."""
        return self._ops_post_users("sales_manager")

    def action_ops_open_escalate(self):
        """Ask what cannot be solved, and what was tried."""
        self.ensure_one()
        self._ops_check_escalate()
        return self._ask_reason("escalate")

    def action_ops_escalate(self, reason, tried):
        """Raise the case: to the sales manager; by the manager himself to the general manager.

        Clause: R14

        :param str reason: what cannot be solved on site
        :param str tried: what was tried
        :return: the question
        :raises AccessError: for anybody but the salesperson and his manager
        :raises UserError: without a word for both, for a case on which nobody works, or that was raised
        """
        self.ensure_one()
        self.check_access("read")
        self._ops_check_escalate()
        reason = self._take_reason("escalate", reason)
        tried = tried.strip() if isinstance(tried, str) else ""
        if len(tried) < 2:
            raise UserError(self.env._("%(case)s: say what was tried (R14).", case=self.display_name))
        by_manager = self.env.user in self.sudo()._ops_get_manager()  # sudo: as in `_ops_may_escalate`
        questions_sudo = self.env["ops.question"]._ask(
            self,
            self.env.ref(ESCALATION).sudo(),  # sudo: its clause and limit
            self.env._("%(reason)s\nTried: %(tried)s", reason=reason, tried=tried),
            post=TOP if by_manager else "sales_manager",
        )
        questions_sudo._tell_asked()
        self._ops_note(
            self.env._("Raised to %(who)s: %(why)s (R14).", who=questions_sudo.with_whom, why=reason)
        )
        return True

    def _ops_check_escalate(self):
        if not self._ops_is_raisable():
            raise UserError(
                self.env._(
                    "%(case)s stands at “%(step)s”: raised is what was confirmed and is not done (R14).",
                    case=self.display_name,
                    step=self._ops_state_label(),
                )
            )
        if not self._ops_may_escalate():
            raise AccessError(
                self.env._(
                    "%(case)s is raised by %(salesman)s, whose case it is, or the sales manager (R14).",
                    case=self.display_name,
                    # sudo: a colleague's name
                    salesman=self.sudo().ops_salesman_id.name or self.env._("the salesperson"),
                )
            )
        for step_sudo in self._ops_get_steps().filtered(lambda step: step.state == "open"):
            raise UserError(
                self.env._(
                    "%(case)s was raised already, it is with %(who)s (R14).",
                    case=self.display_name,
                    who=step_sudo.with_whom,
                )
            )
