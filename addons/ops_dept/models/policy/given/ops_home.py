import textwrap

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Guidance and work on the first page: what was given to me, and what I gave that is open."""

    _inherit = "ops.home"

    _cards = (Part(65, "_get_given_cards"),)
    _shortcuts = (Part(90, "_get_give_shortcut", roles=("sales_manager", "market_head", "leader")),)

    @api.model
    def _get_give_shortcut(self):
        if not self.env.company._ops_rulebook_on():
            return None
        return self._shortcut(
            "give", "fa-hand-o-right", self.env._("Guide or assign"), "ops_dept.ops_work_give_action"
        )

    @api.model
    def _get_given_cards(self):
        """Return both cards; none where the rulebook is off: there activities are Odoo's own."""
        if not self.env["res.company"]._ops_companies_on():
            return None
        given, me = Domain("ops_is_given", "=", True), self.env.uid
        by_me = given & Domain("ops_giver_id", "=", me) & Domain("user_id", "!=", me)
        return [
            self._given_card(
                given & Domain("user_id", "=", me),
                self._get_given_row,
                key="given",
                title=self.env._("Guidance and work for me"),
                empty=self.env._("No guidance or work waits for you"),
                action="ops_dept.mail_activity_action_given_to_me",
            ),
            self._given_card(
                by_me,
                self._get_gave_row,
                key="gave",
                with_others=True,
                title=self.env._("Guidance and work that I gave"),
                empty=self.env._("Nothing that you gave is open"),
                action="ops_dept.mail_activity_action_given_by_me",
            ),
        ]

    @api.model
    def _given_card(self, domain, row, **values):
        icon = "fa-hand-o-right"
        return self._card("mail.activity", domain, "date_deadline, id", row, icon=icon, **values)

    @api.model
    def _get_given_row(self, activity):
        work = activity._ops_is_work()
        # sudo: a colleague's name
        return self._given_row(
            activity,
            activity.sudo().ops_giver_id.name,
            button=self.env._("Report Result") if work else self.env._("Acknowledge"),
            method="action_ops_ask_finish" if work else "action_ops_acknowledge",
        )

    @api.model
    def _get_gave_row(self, activity):
        person = activity.sudo().user_id.name  # sudo: as above
        return self._given_row(activity, self.env._("With %s", person))

    @api.model
    def _given_row(self, activity, who, **values):
        # sudo: found for him; core would ask for each document again
        activity_sudo = activity.sudo()
        due = activity_sudo.date_deadline
        is_work = activity_sudo._ops_is_work()
        on_document = activity_sudo.res_model != "hr.employee" and activity_sudo.res_name
        return self._row(
            activity,
            textwrap.shorten(activity_sudo.summary or "", 80, placeholder="…"),
            " · ".join(filter(None, (activity_sudo.activity_type_id.name, who, on_document))),
            is_late=is_work and due < fields.Date.context_today(self),
            due=self.env._("Due %s", format_date(self.env, due)) if is_work else "",
            opens=activity._ops_get_form_action(),
            **values,
        )
