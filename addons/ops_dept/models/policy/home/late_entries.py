from odoo import api, models
from odoo.fields import Domain

from .ops_home import Part


class OpsHome(models.AbstractModel):
    """What was done late and waits for its reason, or for the manager's answer."""

    _inherit = "ops.home"

    _cards = (Part(60, "_get_late_card", roles=("sales_support", "sales_manager", "market_head", "leader")),)

    @api.model
    def _get_late_domain(self):
        mine = Domain("late_state", "=", "asked") & (
            Domain("is_mine", "=", True) | Domain("met_by_id", "=", self.env.uid)
        )
        # of his team's people and of those who have him as their manager, a team or none
        to_decide = Domain("late_state", "=", "given") & Domain("is_my_team", "=", True)
        return mine | to_decide

    @api.model
    def _get_late_card(self):
        return self._card(
            "ops.obligation",
            self._get_late_domain(),
            "date_met, id",
            self._get_late_row,
            self._find_owed,
            key="late",
            icon="fa-clock-o",
            title=self.env._("Entered late: the reason"),
            empty=self.env._("No late entry waits for its reason"),
            action="ops_dept.ops_obligation_action_late",
        )

    @api.model
    def _get_late_row(self, obligation):
        asked = obligation.late_state == "asked"
        return self._row(
            obligation,
            f"{obligation.clause_id.code} · {obligation.document_name or ''}",
            self.env._("Why was it late?") if asked else obligation.late_reason,
            obligation._name,
            obligation.id,
            is_late=True,
            button=self.env._("Give the Reason") if asked else self.env._("Decide"),
            method="action_ask_late_reason" if asked else "",
        )
