from odoo import api, fields, models

from ...models.service.case.told import WAYS


class OpsCaseTold(models.TransientModel):
    """Notes that the customer was told what came of his case: how and whom (V5.2)."""

    _name = "ops.case.told"
    _description = "Tell the customer"

    ticket_id = fields.Many2one("helpdesk.ticket", "Service case", required=True, readonly=True)
    result = fields.Text("What came of it", related="ticket_id.ops_result")
    how = fields.Selection(WAYS, required=True, default="phone")
    whom = fields.Char(compute="_compute_whom", store=True, readonly=False, precompute=True, required=True)
    phone = fields.Char(related="ticket_id.partner_id.phone")
    text = fields.Text("What he said")

    @api.depends("ticket_id")
    def _compute_whom(self):
        for wizard in self:
            ticket = wizard.ticket_id
            wizard.whom = ticket.partner_id.name or ticket.partner_name

    def action_told(self):
        """Note it; a case that is done is closed by it. Clause: V5.2"""
        self.ensure_one()
        self.ticket_id.action_ops_told(self.how, self.whom, self.text)
        return {"type": "ir.actions.act_window_close"}
