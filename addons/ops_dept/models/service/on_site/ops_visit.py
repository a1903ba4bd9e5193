from contextlib import contextmanager

from odoo import api, fields, models

from ....tools.actions import open_records


class OpsVisit(models.Model):
    """A call or visit for a case: what was done stands on the case as well, nobody types it twice.

    Clauses: W7.C, W7.D
    """

    _inherit = "ops.visit"

    _report_fields = (("work_done",), ("parts_used",), ("service_signed_by",), ("service_signature",))
    _ops_evidence_fields = ("service_signature",)

    case_id = fields.Many2one(
        "helpdesk.ticket",
        "Service case",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        frozen="reported",
        help="The customer's case that the visit or call is made for (W7.C).",
    )
    case_words = fields.Html("What the customer says", related="case_id.description")
    work_done = fields.Text(
        frozen="closed", help="What was wrong and what was done; it becomes the result of the case (W7.D)."
    )
    parts_used = fields.Char("Parts used", frozen="closed", help="Which parts were put in, and how many.")
    service_signed_by = fields.Char("Signed by", frozen="reported", help="Who signs at the customer's.")
    service_signature = fields.Binary(
        "Customer's signature", copy=False, attachment=True, frozen="reported", help="That the work was done."
    )

    _ops_created = ((60, "_follow_case_visits"),)
    _ops_on_write = ((60, "_moving_case_visits"),)

    def _get_plan_blockers(self):
        """What technical goes for is the case: no goal, outline or customer file is asked for."""
        return [] if self.case_id else super()._get_plan_blockers()

    def _get_departure_blockers(self):
        """Nor the sales kit."""
        return [] if self.case_id else super()._get_departure_blockers()

    # ------------------------------------------------------------------
    # What the report needs
    # ------------------------------------------------------------------
    def _get_report_blockers(self):
        """Of service on site what was done counts, of a call about a case what was said; no sales report."""
        if not self.case_id:
            return super()._get_report_blockers()
        _ = self.env._
        if self._is_visit():
            done = (self.work_done or "").strip()
            return [] if done else [_("Write what was wrong and what was done (W7.C).")]
        if not self.reached:
            return [_("Say whether somebody was reached (P4.1).")]
        if self.reached == "reached" and not (self.talk or "").strip():
            return [_("Write what was said (W7.C).")]
        return []

    @api.depends("case_id", "work_done", "talk")
    def _compute_report_blockers(self):
        return super()._compute_report_blockers()

    def _do_report(self):
        """What was done on site becomes the result of the case, which technical then reports (W7.D)."""
        result = super()._do_report()
        for visit in self.filtered(lambda visit: visit.case_id and visit._is_visit()):
            # sudo: who was on site need not be the one who works on the case
            visit.sudo().case_id._ops_take_result(visit)
        return result

    # ------------------------------------------------------------------
    # Until when the case is due
    # ------------------------------------------------------------------
    def _follow_case_visits(self, _vals_list):
        self._recount_cases()

    @contextmanager
    def _moving_case_visits(self, vals):
        cases = self.case_id
        yield
        if not vals.keys().isdisjoint(("case_id", "date_start", "state", "date_finished")):
            (cases | self.case_id)._recount_obligations("W7.D")

    def _recount_cases(self):
        self.case_id._recount_obligations("W7.D")

    def action_open_case(self):
        """Open the case that this visit or call is made for. Clause: W7.C"""
        return open_records(self.case_id)
