from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OpsVisit(models.Model):
    """Handing in the report: complete is what was said, what came of it, and the next step or why none.

    Clauses: V1.1, V4.1, N3.1
    """

    _inherit = "ops.visit"

    date_reported = fields.Datetime("Reported on", readonly=True, copy=False, stamp=True)
    report_blockers = fields.Text("Before it can be handed in", compute="_compute_report_blockers")

    @api.depends(
        *("state", "result", "talk", "minutes", "long_reason", "next_date", "next_focus", "no_next"),
        *("booking_date", "competitor_id", "channel"),
    )
    @api.depends_context("uid", "lang")
    def _compute_report_blockers(self):
        for visit in self:
            visit.report_blockers = visit.state == "finished" and "\n".join(visit._get_report_blockers())

    def action_report(self):
        """Hand in the report; what follows from it is prepared with it.

        Clause: V4.1

        :raises UserError: names what is missing
        """
        return self.write({"state": "reported"})

    def _get_report_blockers(self):
        """Return what is missing in the report, a sentence each."""
        self.ensure_one()
        _ = self.env._
        blockers = []
        if not self.result:
            blockers.append(_("Choose what came of it."))
        if self.result != "not_met" and not (self.talk or "").strip():
            blockers.append(_("Write or dictate what was said."))
        if self.is_long and not self.long_reason and self._holds("V3.8"):
            blockers.append(_("It took %(minutes)s minutes: choose why (V3.8).", minutes=self.minutes))
        return [*blockers, *self._get_next_blockers()]

    def _get_next_blockers(self):
        _ = self.env._
        if self.no_next:
            return []
        if not self.next_date:
            return [_("Say when you see him next, or choose why there is no next visit.")]
        if self.state != "reviewed" and not self.next_visit_ids and self.next_date <= fields.Datetime.now():
            return [_("The next visit lies in the past: choose a later day.")]
        if not (self.next_focus or "").strip():
            return [_("Say what the next visit is about.")]
        return []

    def _check_report(self):
        for visit in self:
            visit._check_mine()
            visit._check_been()
            blockers = visit._get_report_blockers()
            if blockers and visit._ops_is_on():
                raise UserError(
                    self.env._(
                        "%(visit)s: the report is not complete:\n%(blockers)s\n(V4.1)",
                        visit=visit.display_name,
                        blockers="\n".join(f"• {blocker}" for blocker in blockers),
                    )
                )

    def _check_been(self):
        """A visit is reported once its times are known; a forgotten tap is typed, it refuses nobody."""
        if self._is_visit() and not self.date_finished:
            raise UserError(
                self.env._(
                    "%(visit)s: tap “Finish”, or type when you were there with “Enter Times”, then report it "
                    "(V1.1).",
                    visit=self.display_name,
                )
            )

    def _prepare_report_vals(self):
        if all(self.mapped("date_reported")):
            return {}  # corrected: it was handed in when it was
        return {"date_reported": fields.Datetime.now()}

    def _do_report(self):
        self._meet_obligations("V1.8")
        self._follow_report()

    @api.model
    def _get_report_rows(self):
        """Return the rows of what follows a report: a place, and a method of the visits."""
        return self._ops_door_rows("_on_reported")

    # Rows of what follows a report: a place and a method of the visits; rooms add theirs.
    _on_reported = ()

    def _follow_report(self):
        for method in self._get_report_rows():
            getattr(self, method)()

    # ------------------------------------------------------------------
    # Whose words they are
    # ------------------------------------------------------------------
    def _ops_check_vals(self, vals):
        result = super()._ops_check_vals(vals)
        said = {name for name in vals.keys() & set(self._get_report_names()) if self or vals[name]}
        if not said:
            return result
        people = self._ops_filter_on().user_id if self else self.env["res.users"].browse(vals.get("user_id"))
        for other in people - self.env.user:
            raise AccessError(
                self.env._(
                    "%(visit)s: what was said is %(who)s's to report: %(fields)s (V4.1).",
                    visit=self[:1].display_name or self._ops_kind(),
                    who=other.name,
                    fields=self._ops_field_labels(said),
                )
            )
        return result
