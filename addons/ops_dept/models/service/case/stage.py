from odoo import api, models

# Step → the helpdesk's own stage; what has no row is in progress.
STAGES = {
    "draft": "new",
    "submitted": "new",
    "closed": "done",
    "refused": "rejected",
    "cancel": "cancelled",
}


class HelpdeskTicket(models.Model):
    """The helpdesk's stage follows the step, so that its lists, filters and counters stay right."""

    _inherit = "helpdesk.ticket"

    @api.depends("ops_step", "ops_waiting_since")
    def _compute_stage_id(self):
        cases = self._ops_filter_cases()
        result = super(HelpdeskTicket, self - cases)._compute_stage_id()
        stages = {}
        for case in cases:
            key = (case.team_id, case.company_id, case._ops_get_stage_name())
            if key not in stages:
                stages[key] = case._ops_pick_stage(key[-1])
            if stages[key] and case.stage_id != stages[key]:
                case.stage_id = stages[key]
        return result

    def _ops_get_stage_name(self):
        if self.ops_waiting_since:
            return "awaiting"
        return STAGES.get(self.ops_step, "in_progress")

    def _ops_pick_stage(self, name):
        """Return the stage of the helpdesk's own that says this, else the first of the team's that does."""
        applicable = self.team_id.with_company(self.company_id)._get_applicable_stages()
        own = self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}", raise_if_not_found=False)
        if own and own in applicable:
            return own
        is_closed = name in ("done", "rejected", "cancelled")
        like = applicable.filtered(
            lambda stage: stage.closed == is_closed and (is_closed or stage.unattended == (name == "new"))
        )
        return (like or applicable.filtered(lambda stage: stage.closed == is_closed))[:1]

    def _ops_follow_step(self):
        """Put new tickets to the stage of their step, whatever stage came with them."""
        cases = self._ops_filter_cases()
        if cases:
            self.env.add_to_compute(self._fields["stage_id"], cases)

    def _track_template(self, tracking):
        """The helpdesk's mails on stages do not go out for cases: the customer is told by a person (V5.2)."""
        found = super()._track_template(tracking)
        if self[:1]._ops_filter_cases():
            found.pop("stage_id", None)
        return found
