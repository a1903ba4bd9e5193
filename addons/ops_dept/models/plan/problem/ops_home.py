from odoo import api, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part
from ..work_report.ops_home import HEADS


class OpsHome(models.AbstractModel):
    """The department's open problems by age, and what a leader must know at once (H8)."""

    _inherit = "ops.home"

    _cards = (
        Part(8, "_get_major_card", roles=("leader",)),
        Part(116, "_get_problems_card", roles=HEADS),
    )
    _shortcuts = (
        Part(
            60,
            "_get_problem_shortcut",
            roles=("consultant", "field_specialist", "sales_support", "leader"),
        ),
    )

    @api.model
    def _get_major_card(self):
        """Return the major problems that were reported and that no leader has seen yet (H8)."""
        return self._card(
            "ops.work.report",
            Domain("company_id", "=", self.env.company.id)
            & Domain("kind", "=", "problem")
            & Domain("is_major", "=", True)
            & Domain("state", "=", "handed")
            & Domain("date_seen", "=", False)
            & Domain("user_id", "!=", self.env.uid),
            "date_major, id",
            lambda report: self._get_problem_row(report, self.env._("Seen"), "action_acknowledge"),
            key="major_problems",
            icon="fa-exclamation-triangle",
            title=self.env._("Major problems"),
            vanishes=True,
            action="ops_dept.ops_work_report_action_problems",
        )

    @api.model
    def _get_problems_card(self):
        """Return the open problems of the people whom the user heads, and his own, the oldest first."""
        mine = Domain("user_id", "=", self.env.uid)
        guided = Domain("user_id", "any!", self.env.user._ops_guided_domain())
        return self._card(
            "ops.work.report",
            Domain("company_id", "=", self.env.company.id)
            & self.env["ops.work.report"]._get_open_problems_domain()
            & (mine | guided),
            "is_major desc, date_since, id",
            lambda report: self._get_problem_row(report, "", ""),
            key="problems",
            icon="fa-bolt",
            title=self.env._("Open problems"),
            vanishes=True,
            action="ops_dept.ops_work_report_action_problems",
        )

    @api.model
    def _get_problem_row(self, report, button, method):
        age = self.env._("%(days)s days", days=report.age_days)
        return self._row(
            report,
            report.title or report.name,
            " · ".join((report.sudo().user_id.name, age, report._ops_state_label())),  # sudo: a name
            badge=self.env._("Major") if report.is_major else "",
            button=button,
            method=method,
        )

    @api.model
    def _get_problem_shortcut(self):
        return self._shortcut(
            "problem", "fa-bolt", self.env._("New problem"), "ops_dept.ops_work_report_action_problem_new"
        )
