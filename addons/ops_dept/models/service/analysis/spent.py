from odoo import fields, models


class HelpdeskTicket(models.Model):
    """How long a case took, in working hours: until technical began, and until it was done without the time
    in which the customer was awaited. Analyses read it.
    """

    _inherit = "helpdesk.ticket"

    ops_hours_response = fields.Float(
        "Hours to the first response",
        readonly=True,
        copy=False,
        stamp=True,
        aggregator="avg",
        help="Working hours from the customer's call until technical took it up.",
    )
    ops_hours_spent = fields.Float(
        "Hours until done",
        readonly=True,
        copy=False,
        stamp=True,
        aggregator="avg",
        help="Working hours from the customer's call until it was done, without those in which he was "
        "awaited.",
    )

    def _ops_note_spent(self):
        """Keep how long these cases took, now that they are done."""
        for case in self:
            hours = case._ops_get_hours(case.ops_date_received, case.ops_date_solved)
            case._stamp({"ops_hours_spent": max(0.0, hours - case.ops_waited_hours)})

    def _ops_get_hours(self, since, until):
        """Return the working hours between two moments, by the company's calendar."""
        self.ensure_one()
        if not since or not until or until <= since:
            return 0.0
        company = self.company_id
        return company.resource_calendar_id._ops_hours_between([(since, until)], company)[0]
