from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """What finance presents at the bank, because it is due soon, on the first page (R12)."""

    _inherit = "ops.home"

    _cards = (Part(418, "_get_instruments_due_card", roles=("finance",)),)

    @api.model
    def _get_instruments_due_card(self):
        papers, company = self.env["ops.instrument"], self.env.company
        return self._card(
            "ops.instrument",
            Domain("company_id", "=", company.id) & papers._get_due_domain(company._ops_today()),
            "date_due, id",
            self._get_instrument_row,
            key="instruments_due",
            icon="fa-id-card-o",
            title=self.env._("Cheques and bills due within 7 days"),
            vanishes=True,
            action="ops_dept.ops_instrument_action_due",
        )

    @api.model
    def _get_instrument_row(self, paper):
        today = self.env.company._ops_today()
        buttons = {
            "handed": (self.env._("Deposit"), "action_open_deposit"),
            "deposited": (self.env._("Cleared"), "action_open_clear"),
        }
        button, method = buttons.get(paper.state, ("", ""))
        return self._row(
            paper,
            paper.partner_id.display_name,
            self.env._(
                "%(paper)s, due on %(day)s",
                paper=paper.display_name,
                day=format_date(self.env, paper.date_due),
            ),
            amount=paper.currency_id.format(paper.amount),
            badge=paper._ops_state_label(),
            is_late=paper.date_due < today,
            button=button,
            method=method,
        )
