from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_list

from ...policy.home.ops_home import Part
from ..visit.ops_home import VISITORS


class OpsHome(models.AbstractModel):
    """The kit in the morning: the sheet to look at and one tap, above the day's visits."""

    _inherit = "ops.home"

    _cards = (Part(14, "_get_kit_card", roles=VISITORS),)

    @api.model
    def _get_kit_card(self):
        """Return the card, None where nobody asks for a kit."""
        company = self.env.company
        if not self.env["ops.checklist.item"]._get_mandatory(company):
            return None
        return self._card(
            "ops.visit",
            Domain("id", "in", self.env["ops.visit"]._select_kit_asked(company, self._get_day()[1])),
            "id",
            self._get_kit_row,
            key="kit",
            icon="fa-briefcase",
            title=self.env._("My kit today"),
            vanishes=True,
            action="ops_dept.ops_visit_action_mine",
        )

    @api.model
    def _get_kit_row(self, visit):
        lacking = visit._get_lacking(visit.company_id) & visit._get_mandatory_articles(visit.company_id)
        is_asked = lacking and self.env["ops.kit"]._get_today(visit.user_id, visit.company_id)
        names = format_list(self.env, lacking.mapped("name"))
        title = self.env._("Missing: %(articles)s", articles=names)
        if not is_asked:
            title = self.env._("Is everything there?")
        return self._row(
            visit,
            title,
            visit._get_kit_text().replace("\n", " · "),
            button=self.env._("Kit Complete"),
            method="action_kit_complete",
        )
