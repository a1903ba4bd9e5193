from odoo import api, fields, models

from .ops_work_report import CLAUSE


class OpsObligation(models.Model):
    """The collection report is owed each month, met when it is handed in (M1.7)."""

    _inherit = "ops.obligation"

    _meetable_rows = ((430, "_meets_collection"),)

    @api.model
    def _meets_collection(self):
        return frozenset({CLAUSE})

    _home_buttons = ((CLAUSE, "_get_collection_button"),)

    def _get_collection_button(self):
        if self.owner_id != self.env.user:
            return {}
        return {"button": self.env._("Write It"), "method": "action_write_collection"}

    def action_write_collection(self):
        """Open the user's collection report of the month that is owed.

        Clause: M1.7
        """
        self.ensure_one()
        month = self.clause_id.code == CLAUSE and self.period and fields.Date.to_date(f"{self.period}-01")
        return self.env["ops.work.report"].action_open_collection(month or None)
