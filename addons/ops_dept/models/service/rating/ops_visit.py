from odoo import models
from odoo.tools import format_date

from ...visit.visit.ops_visit import WRITTEN


class OpsVisit(models.Model):
    """A visit is rated by the person who was visited, once its report is handed in (M1.5)."""

    _name = "ops.visit"
    _inherit = ["ops.visit", "ops.rated"]

    _ops_rating_template = "ops_dept.mail_template_rating_visit"

    def _rating_get_partner(self):
        return self.contact_id or self.partner_id

    def _ops_is_ratable(self):
        """Somebody was there, or spoken to, and the report is in."""
        return (
            self.state in WRITTEN and self.result != "not_met" and bool(self.partner_id) and self._ops_is_on()
        )

    def _ops_describe_for_customer(self):
        _ = self.env._
        day, who = format_date(self.env, self._day_of(self.date_start)), self.user_id.name
        if self._is_visit():
            return _("%(who)s visited you on %(day)s.", who=who, day=day)
        return _("%(who)s spoke with you on %(day)s.", who=who, day=day)
