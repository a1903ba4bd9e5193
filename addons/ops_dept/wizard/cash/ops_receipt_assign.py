from odoo import api, fields, models


class OpsReceiptAssign(models.TransientModel):
    """Lets finance use a receipt's advance for invoices that came later."""

    _name = "ops.receipt.assign"
    _description = "Assign an advance"

    receipt_id = fields.Many2one("ops.receipt", "Receipt request", required=True, readonly=True)
    partner_id = fields.Many2one(related="receipt_id.partner_id", string="Customer")
    company_id = fields.Many2one(related="receipt_id.company_id")
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    amount_advance_open = fields.Monetary(related="receipt_id.amount_advance_open")
    move_ids = fields.Many2many(
        "account.move",
        string="Invoices",
        compute="_compute_move_ids",
        store=True,
        readonly=False,
        domain="[('move_type', 'in', ('out_invoice', 'out_receipt')), ('state', '=', 'posted'),"
        " ('payment_state', 'in', ('not_paid', 'partial')), ('commercial_partner_id', '=', partner_id),"
        " ('company_id', '=', company_id)]",
        help="Paid in this order, as far as the advance goes.",
    )

    @api.depends("receipt_id")
    def _compute_move_ids(self):
        """Propose the open invoices of its orders, else the customer's oldest."""
        for wizard in self:
            receipt = wizard.receipt_id
            partner, company, orders = receipt.partner_id, receipt.company_id, receipt.order_ids
            of_orders = orders and receipt._get_open_moves(partner, company, orders)
            wizard.move_ids = of_orders or receipt._get_open_moves(partner, company)[:1]

    def action_assign(self):
        """Assign the advance.

        Clause: W5.C
        """
        self.ensure_one()
        moves = self.move_ids.sorted(lambda move: (move.invoice_date_due or move.date, move.id))
        self.receipt_id._assign_advance(moves)
        return {"type": "ir.actions.act_window_close"}
