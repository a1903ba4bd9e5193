from odoo import fields, models

from ..work_report.ops_work_report import TO_HAND_IN


class OpsVisitPlace(models.Model):
    """Another tap that may keep a place: handing in a report on a trip (M7.5)."""

    _inherit = "ops.visit.place"

    report_id = fields.Many2one("ops.work.report", index="btree_not_null", ondelete="cascade")
    tap = fields.Selection(selection_add=[("hand_in", "Trip report")], ondelete={"hand_in": "cascade"})

    _one_tap = models.Constraint(
        "CHECK (num_nonnulls(visit_id, report_id) = 1)", "A place belongs to one tap: of a visit or a report."
    )

    def _get_tap_words(self):
        return [*super()._get_tap_words(), self.env._("when you hand in a report on a trip")]


class OpsWorkReport(models.Model):
    """A position comes with the tap that hands in a trip's report, as with a visit's; the tap never fails or
    waits for it (M7.5).
    """

    _name = "ops.work.report"
    _inherit = ["ops.work.report", "ops.placed"]

    _place_link = "report_id"
    _place_depends = ("user_id", "company_id", "state", "kind")

    place_ids = fields.One2many("ops.visit.place", "report_id", "Places of taps", readonly=True)

    def _has_places(self):
        return self.kind == "trip"

    def _is_before_last_tap(self):
        return self.state in TO_HAND_IN

    def action_hand_in(self, position=None):
        """Hand the report in; of a trip's the position, if the browser sent one, is kept with the tap.

        :param dict position: state, latitude, longitude in degrees, accuracy in metres
        """
        done = super().action_hand_in()
        self._keep_places("hand_in", position)
        return done

    def _get_place_result(self, tap, vals):
        return self._compare_place(vals, self.trip_id.partner_ids)

    def action_agree_place(self):
        """Agree; the report stays open, in the small form in which the question stands."""
        super().action_agree_place()
        return self._stay_open()

    def action_refuse_place(self):
        """Refuse, or take it back; the report stays open."""
        super().action_refuse_place()
        return self._stay_open()

    def _stay_open(self):
        """Return to the report of a trip that is being written; a button would close its form."""
        if len(self) == 1 and self.trip_id and self.state == "draft":
            return self.trip_id._open_report(self.day, self)
        return True
