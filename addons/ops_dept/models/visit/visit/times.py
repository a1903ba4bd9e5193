from datetime import timedelta

from odoo import api, fields, models


class OpsVisit(models.Model):
    """When it really was: taps while it happens, times typed afterwards where a tap was forgotten.

    Clauses: V1.1, V1.6, V3.8
    """

    _inherit = "ops.visit"

    date_departed = fields.Datetime("Left at", readonly=True, copy=False, stamp=True, tracking=True)
    date_arrived = fields.Datetime("There from", readonly=True, copy=False, stamp=True, tracking=True)
    date_finished = fields.Datetime("There until", readonly=True, copy=False, stamp=True, tracking=True)
    is_registered_late = fields.Boolean(
        "Registered late",
        readonly=True,
        copy=False,
        stamp=True,
        help="A tap was forgotten, the times were typed afterwards (V1.1).",
    )
    minutes = fields.Integer(
        "Minutes there",
        compute="_compute_minutes",
        store=True,
        derived=True,
        aggregator="avg",
        help="From arriving to finishing (V1.6).",
    )
    date_planned_end = fields.Datetime("Planned until", compute="_compute_date_planned_end", store=True)

    @api.depends("date_arrived", "date_finished")
    def _compute_minutes(self):
        for visit in self:
            there = visit.date_arrived and visit.date_finished and visit.date_finished - visit.date_arrived
            visit.minutes = round(there.total_seconds() / 60) if there else 0

    @api.depends("date_start", "minutes_planned")
    def _compute_date_planned_end(self):
        for visit in self:
            visit.date_planned_end = visit.date_start and visit.date_start + timedelta(
                minutes=visit.minutes_planned
            )

    def _is_long(self):
        """Tell whether it took twice the planned time or more."""
        return bool(self.minutes) and self.minutes >= 2 * self.minutes_planned
