from odoo import fields, models

from ..visit.ops_visit import UNDER_WAY

BEFORE_LAST_TAP = ("planned", *UNDER_WAY)


class OpsVisit(models.Model):
    """What the form says of places: the question before the first tap, the answer, and what was kept."""

    _name = "ops.visit"
    _inherit = ["ops.visit", "ops.placed"]

    _place_link = "visit_id"
    _place_depends = ("user_id", "company_id", "state", "channel")

    place_ids = fields.One2many("ops.visit.place", "visit_id", "Places of taps", readonly=True)

    def _has_places(self):
        return self._is_visit()

    def _is_before_last_tap(self):
        return self.state in BEFORE_LAST_TAP
