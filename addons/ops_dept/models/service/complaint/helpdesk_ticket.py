from odoo import models
from odoo.tools import format_date


class HelpdeskTicket(models.Model):
    """A complaint is reported once its case is open; the visit shows what became of it (V5.2)."""

    _inherit = "helpdesk.ticket"

    _ops_created = ((20, "_ops_report_complaints"),)

    def _ops_report_complaints(self, _vals_list):
        # sudo: whoever opens the case, the visit's duty is met
        self.sudo().ops_visit_id._meet_obligations("V5.2", step="report")

    def _ops_get_step_name(self):
        return self._ops_state_label() if self._ops_filter_cases() else super()._ops_get_step_name()

    def _ops_get_told_line(self):
        """Return how and when whom was told what, with what he said. Clause: V5.2"""
        self.ensure_one()
        if not self.ops_told_date:
            return super()._ops_get_told_line()
        ways = dict(self._fields["ops_told_how"]._description_selection(self.env))
        return self.env._(
            "%(number)s: %(whom)s, %(how)s, %(day)s: %(said)s",
            number=self.number,
            whom=self.ops_told_whom,
            how=ways.get(self.ops_told_how, ""),
            day=format_date(self.env, self.company_id._ops_day_of(self.ops_told_date)),
            said=self.ops_told_text or "-",
        )
