from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from odoo import api, fields, models

EARTH_METRES = 6371000
BATCH = 1000
TAPS = [("depart", "Departure"), ("arrive", "Arrival"), ("finish", "End of the talk")]
STATES = [
    ("taken", "Position taken"),
    ("refused", "The phone refused it"),
    ("no_signal", "No signal"),
    ("unsupported", "Not supported here (https is needed)"),
]
RESULTS = [("at", "At the place"), ("elsewhere", "Elsewhere"), ("unknown", "Place unknown")]


class OpsVisitPlace(models.Model):
    """Where somebody was at one tap; his own and his head's to read, written by nobody but the tap.

    The record rule has no group: no role widens it. Rooms with other taps add a link to what was tapped, the
    tap, and its words for the question (`_get_tap_words`).
    """

    _name = "ops.visit.place"
    _description = "Place of a tap"
    _order = "date, id"
    _rec_name = "tap"

    visit_id = fields.Many2one("ops.visit", index="btree_not_null", ondelete="cascade")
    user_id = fields.Many2one("res.users", "Person", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    date = fields.Datetime("When", required=True, default=fields.Datetime.now)
    tap = fields.Selection(TAPS, required=True)
    state = fields.Selection(STATES, "Position", required=True)
    latitude = fields.Float(digits=(9, 6), aggregator=None)
    longitude = fields.Float(digits=(9, 6), aggregator=None)
    accuracy = fields.Integer("Accuracy in metres", aggregator=None)
    result = fields.Selection(RESULTS, "Where")

    _company_date_idx = models.Index("(company_id, date)")

    @api.model
    def _get_tap_words(self):
        """Return at which taps a place is kept, each as part of a question."""
        return [self.env._("when you tap “Leave”, “Arrived” and “Finish” at a visit")]

    @api.model
    def _read_position(self, position):
        """Return a position as a browser sent it, as values; what makes no sense is no signal.

        :param dict position: state, latitude and longitude in degrees, accuracy in metres
        """
        state = position.get("state") if isinstance(position, dict) else None
        if state != "taken":
            return {"state": state if state in dict(STATES) else "no_signal"}
        try:
            latitude, longitude = float(position["latitude"]), float(position["longitude"])
            accuracy = round(float(position.get("accuracy") or 0))
        except (KeyError, TypeError, ValueError, OverflowError):
            return {"state": "no_signal"}
        if not (abs(latitude) <= 90 and abs(longitude) <= 180 and 0 <= accuracy <= 1000000):
            return {"state": "no_signal"}
        return {"state": state, "latitude": latitude, "longitude": longitude, "accuracy": accuracy}

    @api.model
    def _get_metres(self, one, other):
        """Return how far apart two places are, in metres; each is latitude and longitude in degrees."""
        (lat1, long1), (lat2, long2) = ([radians(part) for part in place] for place in (one, other))
        half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((long2 - long1) / 2) ** 2
        return 2 * EARTH_METRES * asin(min(1, sqrt(half)))

    @api.model
    def _cron_forget(self):
        """Delete the places whose days are over, company by company."""
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].search([("ops_place_days", ">", 0)]):
            day = fields.Datetime.now() - timedelta(days=company.ops_place_days)
            domain = [("company_id", "=", company.id), ("date", "<", day)]
            # sudo: the task reads and deletes whoever's they are
            while places_sudo := self.sudo().search(domain, limit=BATCH):
                places_sudo.unlink()
                if len(places_sudo) == BATCH and not cron._commit_progress(BATCH):
                    return
