from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part

# For how long a broken promise stands on the first page; the list keeps it.
REMEMBERED = timedelta(days=30)


class OpsHome(models.AbstractModel):
    """Whom to press today: promises that are due, and those that were broken (W5.A)."""

    _inherit = "ops.home"

    _cards = (
        Part(415, "_get_promises_card", roles=("consultant", "sales_support", "sales_manager", "leader")),
    )

    @api.model
    def _get_promises_card(self):
        today = self.env.company._ops_today()
        due = Domain("state", "=", "open") & Domain("date", "<=", today)
        broken = Domain("state", "=", "broken") & Domain("date", ">=", today - REMEMBERED)
        domain = Domain("company_id", "=", self.env.company.id) & (due | broken)
        return self._card(
            "ops.promise",
            domain,
            "date, id",
            self._get_promise_row,
            key="promises",
            icon="fa-handshake-o",
            title=self.env._("Promises to pay: due today, broken"),
            vanishes=True,
            action="ops_dept.ops_promise_action_press",
        )

    @api.model
    def _get_promise_row(self, promise):
        return self._row(
            promise,
            promise.partner_id.display_name,
            promise._say_with_state(),
            **self._taxed(promise.currency_id, promise.amount - promise.amount_received),
            is_late=promise.state == "broken",
            button=self.env._("Call"),
            method="action_call",
        )
