from odoo import models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """What a customer needs besides comes up with his problems: one tap notes it in his file (M1.5)."""

    _inherit = "helpdesk.ticket"

    def action_ops_note_need(self):
        """Ask what the customer needs; it stands in his file with today's date and this case.

        Clause: M1.5

        :raises UserError: where the case has no customer yet
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.commercial_partner_id
        if not customer:
            raise UserError(
                self.env._("%(case)s: say first which customer it is about (M1.5).", case=self.display_name)
            )
        files = self.env["ops.customer"]
        # sudo: whether there is a file; whoever adds to it is asked for his right to it
        found = files.sudo()._get_of(customer, self.company_id).sudo(False)
        found = found or files.create({"partner_id": customer.id, "company_id": self.company_id.id})
        found.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What does the customer need?"),
            "res_model": "ops.customer.fact",
            "views": [(self.env.ref("ops_dept.ops_customer_fact_view_form").id, "form")],
            "target": "new",
            "context": {
                "default_customer_id": found.id,
                "default_ticket_id": self.id,
                "default_kind": "need",
            },
        }
