from odoo import api, fields, models

from ..case.helpdesk_ticket import ENDED, STEPS


class OpsTicketStep(models.Model):
    """How long a case stood at a step: a row from when it came there until it left, kept by the case itself.

    Who may read a case reads its rows; nobody writes them. A case at its end stands at no step, one that is
    opened again gets further rows. The hours are empty while the case still stands there.
    """

    _name = "ops.ticket.step"
    _inherit = ["ops.document.line"]
    _description = "Time of a case at a step"
    _order = "date_entered desc, id desc"
    _document_field = "ticket_id"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", "Service case", required=True, readonly=True, index=True, ondelete="cascade"
    )
    step = fields.Selection(STEPS, required=True, readonly=True)
    date_entered = fields.Datetime("Came there on", required=True, readonly=True)
    date_left = fields.Datetime("Left the step on", readonly=True)
    hours = fields.Float(
        "Hours there",
        readonly=True,
        aggregator="avg",
        help="Working hours by the company's calendar, without those in which the customer was awaited.",
    )
    waited_before = fields.Float(
        "Hours waited before",
        readonly=True,
        aggregator=None,
        help="For how many working hours the customer had been awaited in all when the case came there.",
    )

    process = fields.Selection(related="ticket_id.ops_process")
    commercial_partner_id = fields.Many2one(related="ticket_id.commercial_partner_id", string="Customer")
    salesman_id = fields.Many2one(related="ticket_id.ops_salesman_id")
    team_id = fields.Many2one(related="ticket_id.ops_team_id")
    technician_id = fields.Many2one(related="ticket_id.user_id", string="Technician")
    company_id = fields.Many2one(related="ticket_id.company_id")

    def action_open_case(self):
        """Open the case itself."""
        self.ensure_one()
        return self.ticket_id._get_records_action()

    @api.model
    def _keep(self, cases):
        """End the rows of cases that have come to another step, and begin those of where they stand now."""
        now = fields.Datetime.now()
        waited = self._get_waited(cases, now)
        open_rows = self.search([("ticket_id", "in", cases.ids), ("date_left", "=", False)])
        worked = self._get_hours([(row.ticket_id.company_id, row.date_entered, now) for row in open_rows])
        for row, hours in zip(open_rows, worked, strict=True):
            awaited = waited[row.ticket_id] - row.waited_before
            row._stamp({"date_left": now, "hours": max(0.0, hours - awaited)})
        self._create_stamped(
            [
                {
                    "ticket_id": case.id,
                    "step": case.ops_step,
                    "date_entered": now,
                    "waited_before": waited[case],
                }
                for case in cases
                if case.ops_step not in ENDED
            ]
        )

    @api.model
    def _get_waited(self, cases, now):
        """Return case → the working hours in which its customer was awaited up to now, in all."""
        waited = {case: case.ops_waited_hours for case in cases}
        waiting = cases.filtered("ops_waiting_since")
        hours = self._get_hours([(case.company_id, case.ops_waiting_since, now) for case in waiting])
        for case, since in zip(waiting, hours, strict=True):
            waited[case] += since
        return waited

    @api.model
    def _get_hours(self, spans):
        """Return the working hours of each (company, since, until) in their order, by its calendar."""
        found = [0.0] * len(spans)
        for company in {company for company, _since, _until in spans}:
            places = [place for place, span in enumerate(spans) if span[0] == company]
            pairs = [spans[place][1:] for place in places]
            hours = company.resource_calendar_id._ops_hours_between(pairs, company)
            for place, worked in zip(places, hours, strict=True):
                found[place] = worked
        return found
