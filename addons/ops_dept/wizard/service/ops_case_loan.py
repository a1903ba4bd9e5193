from datetime import timedelta

from odoo import api, fields, models

# How long a customer usually keeps a unit.
USUAL_DAYS = 14


class OpsCaseLoan(models.TransientModel):
    """Asks what the customer gets on loan, until when he may keep it, or why it is not coming back (W8.A)."""

    _name = "ops.case.loan"
    _description = "Loan of a case"

    ticket_id = fields.Many2one("helpdesk.ticket", "Service case", required=True, readonly=True)
    loan_id = fields.Many2one("ops.ticket.loan", "Unit on loan", readonly=True)
    what = fields.Selection(
        [("lend", "Lend"), ("prolong", "Prolong"), ("lost", "Not coming back")], required=True, readonly=True
    )
    company_id = fields.Many2one(related="ticket_id.company_id")
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=[("is_storable", "=", True)],
    )
    tracking = fields.Selection(related="product_id.tracking", string="Tracking of the product")
    lot_id = fields.Many2one(
        "stock.lot",
        "Serial number",
        domain="[('id', 'in', available_lot_ids)]",
    )
    available_lot_ids = fields.Many2many(
        "stock.lot", compute="_compute_available_lot_ids", export_string_translation=False
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    date_back = fields.Date(
        "Back by", compute="_compute_date_back", store=True, readonly=False, precompute=True
    )
    reason = fields.Char("Why")

    @api.depends("ticket_id")
    def _compute_product_id(self):
        """The customer usually gets the like of what he is without."""
        for wizard in self:
            products = wizard.ticket_id.ops_line_ids.product_id
            wizard.product_id = products if len(products) == 1 and products.is_storable else False

    @api.depends("ticket_id", "product_id")
    def _compute_available_lot_ids(self):
        """Return what lies in the stock of the case's warehouse and nobody has reserved."""
        for wizard in self:
            place = wizard.ticket_id._ops_get_warehouse().lot_stock_id
            # sudo: which serial numbers there are, for who may not look into the stock
            quants_sudo = (
                self.env["stock.quant"]
                .sudo()
                .search([("product_id", "=", wizard.product_id.id), ("location_id", "child_of", place.ids)])
            )
            free = quants_sudo.filtered(lambda quant: quant.lot_id and quant.available_quantity > 0)
            wizard.available_lot_ids = free.lot_id.sudo(False)

    @api.depends("ticket_id", "loan_id")
    def _compute_date_back(self):
        for wizard in self:
            today = (wizard.ticket_id.company_id or self.env.company)._ops_today()
            wizard.date_back = today + timedelta(days=USUAL_DAYS)

    def action_confirm(self):
        """Do what was asked for. Clauses: W7.A, W8.A, W9.A"""
        self.ensure_one()
        if self.what == "lend":
            return self.ticket_id.action_ops_lend(self.product_id, self.date_back, self.lot_id, self.quantity)
        if self.what == "prolong":
            return self.loan_id.action_prolong(self.date_back)
        return self.loan_id.action_give_up(self.reason)
