from odoo import api, models


class OpsHome(models.AbstractModel):
    """The head's page opens the board where it says how much was done in time (H3)."""

    _inherit = "ops.home"

    @api.model
    def _get_in_time_action(self, user_ids, since, until):
        action = super()._get_in_time_action(user_ids, since, until)
        return {
            **action,
            "res_model": "ops.duty.analysis",
            "views": [[False, "list"], [False, "pivot"], [False, "graph"]],
            "domain": [
                ("company_id", "=", self.env.company.id),
                ("user_id", "in", user_ids),
                ("date_due", ">=", since),
                ("date_due", "<", until),
            ],
            "context": {
                "search_default_filter_due": 1,
                "search_default_group_by_person": 1,
                "search_default_group_by_clause": 1,
            },
        }
