from odoo import models


class HelpdeskTicket(models.Model):
    """A complaint is reported once its case is open (V5.2)."""

    _inherit = "helpdesk.ticket"

    _ops_created = ((20, "_ops_report_complaints"),)

    def _ops_report_complaints(self, _vals_list):
        # sudo: whoever opens the case, the visit's duty is met
        self.sudo().ops_visit_id._meet_obligations("V5.2", step="report")
