from odoo import api, fields, models

from ....tools.actions import open_records


class HelpdeskTicket(models.Model):
    """A ticket shows the acceptance that found its defects, and those of what was done for it (M7.9)."""

    _inherit = "helpdesk.ticket"

    ops_acceptance_ids = fields.One2many("ops.acceptance", "ticket_id", "Acceptances")
    ops_defect_acceptance_ids = fields.One2many(
        "ops.acceptance", "defect_ticket_id", "Acceptance with these defects"
    )
    ops_acceptance_count = fields.Integer("Acceptances of it", compute="_compute_ops_acceptance_count")

    @api.depends("ops_acceptance_ids", "ops_defect_acceptance_ids")
    def _compute_ops_acceptance_count(self):
        for ticket in self:
            ticket.ops_acceptance_count = len(ticket._ops_get_acceptances())

    def _ops_get_acceptances(self):
        return self.ops_acceptance_ids | self.ops_defect_acceptance_ids

    def action_ops_open_acceptances(self):
        """Open the acceptances of this ticket. Clause: M7.9"""
        return open_records(self._ops_get_acceptances(), self.env._("Acceptances"))

    def action_ops_accept(self):
        """Open an acceptance of what was done for this ticket; the user's draft where there is one.

        Clause: M7.9
        """
        self.ensure_one()
        draft = self.ops_acceptance_ids.filtered(
            lambda acceptance: acceptance.state == "draft" and acceptance.user_id == self.env.user
        )
        return self.env["ops.acceptance"]._open_next_document(draft[:1], self._prepare_acceptance)

    def _prepare_acceptance(self):
        return {"ticket_id": self.id, "partner_id": self.partner_id.commercial_partner_id.id}
