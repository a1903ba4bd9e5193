from odoo import fields, models

from ....tools.actions import open_records


class OpsVisit(models.Model):
    """The next visit, planned with the report: when, where and about what (V3.7, N2.7, N3.1)."""

    _inherit = "ops.visit"

    _on_reported = ((10, "_plan_next_visits"),)

    next_visit_count = fields.Integer(compute="_compute_next_visit_count", export_string_translation=False)

    def _compute_next_visit_count(self):
        counts = dict(
            self.env["ops.visit"]._read_group([("previous_id", "in", self.ids)], ["previous_id"], ["__count"])
        )
        for visit in self:
            visit.next_visit_count = counts.get(visit._origin, 0)

    def _plan_next_visits(self):
        """Plan what the reports agreed upon, once."""
        wanted = self.filtered(lambda visit: visit.next_date and not visit.next_visit_ids)
        self.create([visit._prepare_next_visit() for visit in wanted])

    def _prepare_next_visit(self):
        """Return the values of the next visit; the reason to come back is its goal."""
        self.ensure_one()
        return {
            "channel": self.next_channel or ("visit" if self._is_visit() else "outbound"),
            "partner_id": self.partner_id.id,
            "lead_id": self.lead_id.id,
            "contact_id": self.contact_id.id,
            "user_id": self.user_id.id,
            "company_id": self.company_id.id,
            "date_start": self.next_date,
            "place": self.next_place or self.place,
            "goal": self.next_focus,
            "previous_id": self.id,
        }

    def action_open_next(self):
        """Open the visit that follows."""
        return open_records(self.next_visit_ids, self.env._("Followed by"))

    def action_open_previous(self):
        """Open the visit that this one follows."""
        return open_records(self.previous_id)
