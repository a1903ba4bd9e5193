from odoo import api, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part
from .helpdesk_ticket import SALES


class OpsHome(models.AbstractModel):
    """Cases on the first page: to tell the customer, to complete, to take up (W7, V5.2)."""

    _inherit = "ops.home"

    _cards = (
        Part(30, "_get_cases_technical_card", roles=("technical",)),
        Part(215, "_get_cases_sales_card", roles=SALES),
    )

    @api.model
    def _get_cases_technical_card(self):
        mine = Domain("user_id", "in", (False, self.env.uid))
        return self._card(
            "helpdesk.ticket",
            Domain("company_id", "=", self.env.company.id)
            & Domain("ops_step", "in", ("approved", "reopened", "technical", "site"))
            & Domain("ops_waiting_since", "=", False)
            & mine,
            "priority desc, ops_date_received, id",
            self._get_ticket_row,
            key="cases_technical",
            icon="fa-wrench",
            title=self.env._("Cases to work on"),
            empty=self.env._("No customer waits for technical"),
            vanishes=True,
            action="ops_dept.helpdesk_ticket_action_cases",
        )

    @api.model
    def _get_cases_sales_card(self):
        return self._card(
            "helpdesk.ticket",
            Domain("company_id", "=", self.env.company.id)
            & Domain("ops_step", "in", ("draft", "solved"))
            & Domain("closed", "=", False)
            & (
                Domain("ops_salesman_id", "=", self.env.uid)
                | Domain("ops_salesman_id", "=", False)
                | Domain("ops_team_id.ops_support_ids", "in", [self.env.uid])
                & Domain("ops_step", "=", "draft")
            ),
            "ops_step desc, priority desc, ops_date_received, id",
            self._get_ticket_row,
            key="cases_sales",
            icon="fa-life-ring",
            title=self.env._("Customers' cases"),
            vanishes=True,
            action="ops_dept.helpdesk_ticket_action_cases",
        )

    @api.model
    def _get_ticket_row(self, case):
        button, method = case._ops_get_next_act()
        return self._row(
            case,
            f"{case.commercial_partner_id.name or case.partner_name or '-'} · {case.name}",
            f"{case.number} · {case.ops_next_text}",
            since=case.ops_date_received or case.create_date,
            button=button,
            method=method,
        )
