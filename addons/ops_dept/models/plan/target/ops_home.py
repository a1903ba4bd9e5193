from odoo import api, models
from odoo.fields import Domain
from odoo.tools import float_repr

from ...policy.home.ops_home import Part

# Whose targets of today stand on his first page.
READERS = ("consultant", "field_specialist", "market_specialist", "market_head", "leader")
MOST_TARGETS = 8


class OpsHome(models.AbstractModel):
    """How far one's own and one's team's targets of today are (H1)."""

    _inherit = "ops.home"

    _lists = (Part(5, "_get_targets_list", roles=READERS),)

    @api.model
    def _get_targets_list(self):
        """Return the targets in force today that concern the user, his own first."""
        user, today = self.env.user, self.env.company._ops_today()
        mine = Domain("user_id", "=", user.id) | Domain("user_id", "=", False)
        targets = self.env["ops.target"].search(
            Domain("company_id", "=", self.env.company.id)
            & Domain("state", "=", "published")
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today)
            & mine,
            order="user_id, team_id, date_from desc, measure, id",
            limit=MOST_TARGETS,
        )
        if not targets:
            return None
        rows = [self._get_target_row(target) for target in targets]
        return self._list("targets", "fa-bullseye", self.env._("Targets"), rows)

    @api.model
    def _get_target_row(self, target):
        text = self.env._(
            "%(standing)s · %(percent)s %% · working days gone %(time)s %%",
            standing=target.standing_text,
            percent=float_repr(target.percent, 0),
            time=float_repr(target.percent_time, 0),
        )
        action = {
            "type": "ir.actions.act_window",
            "res_model": "ops.target",
            "res_id": target.id,
            "views": [[False, "form"]],
        }
        return self._list_row(target.display_name, action, text, is_late=target.pace == "behind")
