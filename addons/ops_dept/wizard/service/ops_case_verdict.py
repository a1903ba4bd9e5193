from odoo import api, fields, models

from ...models.service.verdict.ops_ticket_line import REPAIR_VERDICTS, RETURN_VERDICTS, VERDICTS

NAMES = dict(VERDICTS)


class OpsCaseVerdict(models.TransientModel):
    """Technical's verdict on a product: each process offers its own (W8.B, W9.B)."""

    _name = "ops.case.verdict"
    _description = "Verdict"

    line_id = fields.Many2one("ops.ticket.line", "Product of a case", required=True, readonly=True)
    process = fields.Selection(related="line_id.process")
    fault = fields.Char(related="line_id.fault")
    repair_verdict = fields.Selection(
        [(each, NAMES[each]) for each in REPAIR_VERDICTS], "Verdict on the repair"
    )
    return_verdict = fields.Selection(
        [(each, NAMES[each]) for each in RETURN_VERDICTS], "Verdict on the return"
    )
    is_fault_confirmed = fields.Boolean("Fault confirmed")
    customer_pays = fields.Boolean(
        compute="_compute_customer_pays", store=True, readonly=False, precompute=True
    )
    note = fields.Char("Remark")

    @api.depends("line_id")
    def _compute_customer_pays(self):
        for wizard in self:
            wizard.customer_pays = wizard.line_id.customer_pays

    def action_judge(self):
        """Keep the verdict. Clauses: W8.B, W9.B"""
        self.ensure_one()
        verdict = self.repair_verdict if self.process == "repair" else self.return_verdict
        self.line_id.action_judge(
            verdict,
            self.note,
            is_fault_confirmed=self.is_fault_confirmed,
            customer_pays=self.customer_pays,
        )
        return {"type": "ir.actions.act_window_close"}
