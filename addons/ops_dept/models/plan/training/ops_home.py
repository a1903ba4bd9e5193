from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """New people who were not trained yet, for who trains (M4.4)."""

    _inherit = "ops.home"

    _cards = (Part(118, "_get_untrained_card", roles=("market_specialist", "leader")),)

    @api.model
    def _get_untrained_card(self):
        if not self.env.company._ops_rulebook_on():
            return None
        return self._card(
            "ops.training.state",
            Domain(self.env["ops.training.state"]._get_untrained_domain()),
            "date_joined, id",
            self._get_untrained_row,
            key="untrained",
            icon="fa-graduation-cap",
            title=self.env._("New, without training"),
            vanishes=True,
            action="ops_dept.ops_training_state_action",
        )

    @api.model
    def _get_untrained_row(self, state):
        since = format_date(self.env, state.date_joined)
        return self._row(state, state.name, self.env._("Here since %s", since), is_late=True)
