from odoo import api, models

from .ops_meeting import AHEAD

WEEKLY_CLAUSE, CONTACT_CLAUSE = "H4", "F0.2"


class OpsObligation(models.Model):
    """The weekly meeting and the contact with the store head are duties that this room meets (H4, F0.2)."""

    _inherit = "ops.obligation"

    _meetable_rows = ((210, "_get_meeting_codes"),)

    @api.model
    def _get_meeting_codes(self):
        return frozenset({WEEKLY_CLAUSE, CONTACT_CLAUSE})

    @api.model
    def _prepare_period_vals(self, limit, period, company):
        """A meeting that was moved before its duty was opened is owed on its own day."""
        vals_list = super()._prepare_period_vals(limit, period, company)
        if limit.clause_id.code != WEEKLY_CLAUSE or not vals_list:
            return vals_list
        # sudo: the job opens duties of every team
        moved_sudo = (
            self.env["ops.meeting"]
            .sudo()
            .search(
                [
                    ("kind", "=", "weekly"),
                    ("company_id", "=", company.id),
                    ("week_start", "=", period.first),
                    ("previous_id", "!=", False),
                    ("state", "in", AHEAD),
                ]
            )
        )
        by_team = {meeting.team_id.id: meeting for meeting in moved_sudo}
        return [
            {**vals, **by_team[vals["team_id"]]._prepare_duty_vals(by_team[vals["team_id"]].date_start)}
            if vals.get("team_id") in by_team
            else vals
            for vals in vals_list
        ]
