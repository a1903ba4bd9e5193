from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .ops_instrument import AWAITED

# Finance is reminded so many calendar days before a paper is due.
REMINDER_DAYS = 7


class OpsInstrument(models.Model):
    """Finance is reminded of papers before they are due, once each, by the night's job (R12)."""

    _inherit = "ops.instrument"

    date_reminded = fields.Date("Reminded on", readonly=True, copy=False, stamp=True)
    is_due_soon = fields.Boolean("Due soon", compute="_compute_is_due_soon", search="_search_is_due_soon")
    is_unhanded = fields.Boolean(
        "Not handed over in time", compute="_compute_is_unhanded", search="_search_is_unhanded"
    )

    @api.depends("date_due", "state")
    def _compute_is_due_soon(self):
        for paper in self:
            day = paper.date_due
            limit = paper.company_id._ops_today() + timedelta(days=REMINDER_DAYS)
            paper.is_due_soon = bool(day) and paper.state in AWAITED and day <= limit

    @api.model
    def _search_is_due_soon(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._get_due_domain(self.env.company._ops_today())

    @api.model
    def _get_due_domain(self, today):
        """Return which papers are with us, or at the bank for us, and due within days, or overdue."""
        return Domain("state", "in", AWAITED) & Domain(
            "date_due", "<=", today + timedelta(days=REMINDER_DAYS)
        )

    @api.depends("date_received", "state")
    def _compute_is_unhanded(self):
        for paper in self:
            paper.is_unhanded = (
                paper.state == "received" and paper.date_received < paper.company_id._ops_today()
            )

    @api.model
    def _search_is_unhanded(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("state", "=", "received"), ("date_received", "<", self.env.company._ops_today())]

    @api.model
    def _open_owed(self, company):
        """The night's job over what documents owe comes by here, company by company."""
        result = super()._open_owed(company)
        self._remind_due(company)
        return result

    @api.model
    def _remind_due(self, company):
        """Remind finance of what is due within days and not paid; a second time nobody is told.

        Clause: R12
        """
        today = company._ops_today()
        # sudo: the job works for every company
        due_sudo = self.sudo().search(
            self._get_due_domain(today)
            & Domain("company_id", "=", company.id)
            & Domain("date_reminded", "=", False)
        )
        if due_sudo:
            lines = [
                f"{paper.display_name} {format_date(self.env, paper.date_due)} "
                f"{paper.currency_id.format(paper.amount)}"
                for paper in due_sudo
            ]
            subject = self.env._("Cheques and bills due within %s days", REMINDER_DAYS)
            for user in due_sudo[0]._ops_post_users("finance"):
                self.env["ops.custody"]._tell_user(user, subject, lines)
            due_sudo._stamp({"date_reminded": today})
        return due_sudo
