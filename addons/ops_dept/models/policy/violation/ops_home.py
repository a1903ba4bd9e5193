from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..home.ops_home import Part


class OpsHome(models.AbstractModel):
    """What was noted about me stands on my first page until I have read it."""

    _inherit = "ops.home"

    _cards = (Part(60, "_get_violations_card"),)

    @api.model
    def _get_violations_card(self):
        """Return the card of what the user has not seen yet; none while there is nothing."""
        if not self.env.company._ops_rulebook_on():
            return None
        return self._card(
            "ops.violation",
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", "noted")
            & Domain("date_seen", "=", False),
            "date, id",
            self._get_violation_row,
            key="violations",
            icon="fa-exclamation-triangle",
            title=self.env._("Noted about me"),
            action="ops_dept.ops_violation_action_mine",
            vanishes=True,
        )

    @api.model
    def _get_violation_row(self, violation):
        when = format_datetime(self.env, violation.date, dt_format="short")
        return self._row(
            violation,
            violation.clause_id.display_name,
            " · ".join(filter(None, (when, violation.item_id.name, violation.description))),
            button=self.env._("Read"),
        )
