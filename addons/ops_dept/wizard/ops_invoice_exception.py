from odoo import fields, models


class OpsInvoiceException(models.TransientModel):
    """Ask finance for the reason why a customer invoice is posted without a request (W6.C)."""

    _name = "ops.invoice.exception"
    _description = "Post an invoice as an exception"

    move_id = fields.Many2one("account.move", "Invoice", required=True, readonly=True)
    problem = fields.Text("Why it is not posted", related="move_id.ops_posting_problem")
    reason = fields.Text(required=True, help="Kept in the log and told to the company leader.")

    def action_post(self):
        """Post the invoice; the reason is logged and told to the leader.

        Clause: W6.C
        """
        self.ensure_one()
        self.move_id.action_ops_post_exception(self.reason)
        return {"type": "ir.actions.act_window_close"}
