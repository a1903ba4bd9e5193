from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part
from .ops_meeting import AHEAD


class OpsHome(models.AbstractModel):
    """The meetings before somebody: the topic is one tap away, for who leads it the screen."""

    _inherit = "ops.home"

    _cards = (Part(18, "_get_meetings_card"),)

    @api.model
    def _get_meetings_card(self):
        me, soon = self.env.uid, fields.Datetime.now() + timedelta(days=8)
        return self._card(
            "ops.meeting",
            Domain("state", "in", AHEAD)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("date_start", "<", soon)
            & (
                Domain("chair_id", "=", me)
                | Domain("person_id", "=", me)
                | Domain("attendance_ids", "any!", Domain("user_id", "=", me))
            ),
            "date_start, id",
            self._get_meeting_row,
            key="meetings",
            icon="fa-users",
            title=self.env._("Meetings"),
            vanishes=True,
            action="ops_dept.ops_meeting_action",
        )

    @api.model
    def _get_meeting_row(self, meeting):
        leads, is_weekly = meeting.chair_id == self.env.user, meeting.kind == "weekly"
        label, method = {
            (True, True): (self.env._("Show"), "action_open_screen"),
            (False, True): (self.env._("Name Topic"), "action_add_topic"),
        }.get((leads, is_weekly), ("", ""))
        count = len(meeting.topic_ids)
        return self._row(
            meeting,
            meeting._get_called(),
            " · ".join(filter(None, (meeting._get_day_text(), count and self.env._("%s topics", count)))),
            badge=meeting._ops_state_label() if meeting.state != "planned" else "",
            opens=meeting.get_formview_action(),
            button=label,
            method=method,
        )
