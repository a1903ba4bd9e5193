from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part
from .ops_acceptance import ON_SITE


class OpsHome(models.AbstractModel):
    """Acceptances on the first page: one's own whose day has come and that nobody signed yet (M7.9)."""

    _inherit = "ops.home"

    _cards = (Part(218, "_get_acceptances_card", roles=ON_SITE),)

    @api.model
    def _get_acceptances_card(self):
        today = self.env.company._ops_today()
        return self._card(
            "ops.acceptance",
            Domain("company_id", "=", self.env.company.id)
            & Domain("state", "=", "draft")
            & Domain("user_id", "=", self.env.uid)
            & Domain("date_planned", "<=", today),
            "date_planned, id",
            lambda acceptance: self._row(
                acceptance,
                acceptance.partner_id.display_name,
                acceptance.name,
                since=fields.Datetime.to_string(acceptance.create_date),
                is_late=acceptance.date_planned < today,
            ),
            key="acceptances",
            icon="fa-check-square-o",
            title=self.env._("Acceptances to be signed"),
            vanishes=True,
            action="ops_dept.ops_acceptance_action",
        )
