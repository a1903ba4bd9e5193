from contextlib import contextmanager

from odoo import api, fields, models


class OpsVisit(models.Model):
    """A complaint of a customer is reported until the end of the day: its case is open by then (V5.2)."""

    _inherit = "ops.visit"

    _on_reported = ((45, "_owe_complaints"),)
    _ops_on_write = ((65, "_complaint_written"),)

    @api.depends("ticket_ids.ops_step", "ticket_ids.ops_told_date")
    def _compute_ticket_text(self):
        return super()._compute_ticket_text()

    def _prepare_ticket(self):
        """The ticket is a case: of the process proposed, whose customer it is, and since when we know."""
        values = super()._prepare_ticket()
        if not self._ops_is_on():
            return values
        customer_sudo = self.partner_id.sudo()  # sudo: whose customer it is
        return {
            **values,
            "ops_process": "after_sales",
            "ops_salesman_id": (customer_sudo.user_id or self.user_id).id,
            "ops_date_received": self.date_finished or fields.Datetime.now(),
        }

    def _owe_complaints(self):
        """Make the consultant owe the case of a complaint that has none yet. Clause: V5.2"""
        # sudo: whether there is a case, whoever may read it
        without = self.sudo().filtered(lambda visit: (visit.complaint or "").strip() and not visit.ticket_ids)
        without.sudo(False)._open_obligations("V5.2", step="report")

    @contextmanager
    def _complaint_written(self, vals):
        """What is added to a report that was handed in, or taken out of it, counts as well."""
        yield
        if "complaint" not in vals:
            return
        reported = self.filtered(lambda visit: visit.state == "reported")
        reported._owe_complaints()
        reported.filtered(lambda visit: not (visit.complaint or "").strip())._release_obligations(
            "V5.2", self.env._("There was no complaint."), step="report"
        )
