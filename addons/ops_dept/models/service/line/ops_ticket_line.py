from odoo import api, fields, models


class OpsTicketLine(models.Model):
    """A product of a case: which one, what is wrong with it, from which order.

    Split by concern: here what it is, `delivered.py` what the customer got of it and until when it is under
    warranty, `check.py` what is refused.

    Clauses: W8.A, W9.A
    """

    _name = "ops.ticket.line"
    _inherit = ["ops.document.line"]
    _description = "Product of a case"
    _order = "ticket_id, sequence, id"
    _document_field = "ticket_id"
    _lines_field = "ops_line_ids"
    _ops_clause = "W8.A"
    _rec_name = "product_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", "Service case", required=True, index=True, ondelete="cascade", readonly=True
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    commercial_partner_id = fields.Many2one(related="ticket_id.commercial_partner_id", string="Customer")
    step = fields.Selection(related="ticket_id.ops_step", string="Step of the case")
    process = fields.Selection(related="ticket_id.ops_process", string="Process of the case")
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("type", "=", "consu")],
    )
    tracking = fields.Selection(related="product_id.tracking", string="Tracking of the product")
    lot_id = fields.Many2one(
        "stock.lot",
        "Serial number",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('product_id', '=', product_id)]",
    )
    quantity = fields.Float(default=1.0, required=True, digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    order_line_id = fields.Many2one(
        "sale.order.line",
        "Order line",
        compute="_compute_order_line_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        domain="[('product_id', '=', product_id), ('state', '=', 'sale'),"
        " ('order_id.partner_id.commercial_partner_id', '=', commercial_partner_id)]",
        help="With which order it was sold; found by the serial number or the last delivery.",
    )
    fault = fields.Char("What is wrong", help="In the customer's words (W8.A).")
    accessories = fields.Char(help="What comes along: cables, manuals, packing (W8.A).")
    is_foreign = fields.Boolean(
        "Not ours",
        help="The customer did not get it from us. It is taken nevertheless; the manager sees it (W8.A).",
    )

    def _ops_named_clause(self):
        """The clause is that of the case's process."""
        return self[:1].ticket_id._ops_clause_of("A") if self else self._ops_clause

    @api.depends("product_id", "lot_id", "ticket_id.ops_order_id", "ticket_id.partner_id")
    def _compute_order_line_id(self):
        deliveries = self._get_deliveries()
        for line in self:
            found = deliveries[line]
            known = line.order_line_id if line.order_line_id.product_id == line.product_id else False
            line.order_line_id = found.order_line or known

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.lot_id.product_id != self.product_id:
            self.lot_id = False

    @api.onchange("lot_id")
    def _onchange_lot_id(self):
        """A serial number says which product it is, and that there is one of it."""
        if self.lot_id:
            self.product_id = self.lot_id.product_id
            if self.product_id.tracking == "serial":
                self.quantity = 1.0
