from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """What follows talks, for the two alone; the contact with the store head, one tap away."""

    _inherit = "ops.home"

    _cards = (Part(67, "_get_steps_card"),)
    _shortcuts = (Part(28, "_get_contact_shortcut", roles=("field_specialist", "store_head")),)

    @api.model
    def _get_steps_card(self):
        return self._card(
            "ops.meeting.step",
            Domain("user_id", "=", self.env.uid) & Domain("is_done", "=", False),
            "date_due, id",
            self._get_step_row,
            key="steps",
            icon="fa-user-secret",
            title=self.env._("What I promised in talks"),
            vanishes=True,
            action="ops_dept.ops_meeting_step_action",
        )

    @api.model
    def _get_step_row(self, step):
        other = (step.two_ids - self.env.user).name
        return self._row(
            step,
            step.name,
            " · ".join(filter(None, (other, format_date(self.env, step.date_due)))),
            is_late=step.date_due < self.env.company._ops_today(),
            button=self.env._("Done"),
            method="action_done",
            opens=step.meeting_id.get_formview_action(),
        )

    @api.model
    def _get_contact_shortcut(self):
        return self._shortcut(
            "contact",
            "fa-handshake-o",
            self.env._("Contact with store head"),
            "ops_dept.ops_meeting_action_contact_new",
        )
