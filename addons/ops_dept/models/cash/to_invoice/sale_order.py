from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ....tools.actions import open_records


class SaleOrder(models.Model):
    """From the order to its invoice requests and invoices (W6.A)."""

    _inherit = "sale.order"

    ops_invoice_request_line_ids = fields.One2many(
        "ops.invoice.request.line", "order_id", "Invoice request lines"
    )
    ops_invoice_request_ids = fields.Many2many(
        "ops.invoice.request",
        string="Invoice requests",
        compute="_compute_ops_invoice_request_ids",
        search="_search_ops_invoice_request_ids",
    )
    ops_invoice_request_count = fields.Integer(
        "Number of invoice requests", compute="_compute_ops_invoice_request_count"
    )
    ops_can_request_invoice = fields.Boolean(
        "An invoice can be asked for", compute="_compute_ops_can_request_invoice"
    )
    ops_hide_create_invoice = fields.Boolean(
        "Invoices come from requests", compute="_compute_ops_hide_create_invoice"
    )

    def _ops_requests_being_decided(self):
        found = super()._ops_requests_being_decided()
        requests = self.ops_invoice_request_line_ids.request_id
        return found + [request for request in requests if request.state == "submitted"]

    def _compute_ops_invoice_request_ids(self):
        found = self._ops_invoice_requests()
        for order in self:
            order.ops_invoice_request_ids = found.get(order._origin, self.env["ops.invoice.request"])

    @api.depends_context("uid")
    def _compute_ops_invoice_request_count(self):
        """Count those that the reader may see: warehouse reads orders, but no invoice requests."""
        may_read = self.env["ops.invoice.request.line"].has_access("read")
        found = self._ops_invoice_requests() if may_read else {}
        for order in self:
            order.ops_invoice_request_count = len(found.get(order._origin, ()))

    def _ops_invoice_requests(self):
        """Return `{order: invoice requests}`, in one query."""
        return dict(
            self.env["ops.invoice.request.line"]._read_group(
                [("order_id", "in", self.ids)], ["order_id"], ["request_id:recordset"]
            )
        )

    @api.model
    def _search_ops_invoice_request_ids(self, operator, value):
        return Domain("ops_invoice_request_line_ids.request_id", operator, value)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_ops_can_request_invoice(self):
        """Offer the request to support where something is to be invoiced."""
        orders = self.browse()
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        if companies and self.env.user._ops_has_role("sales_support"):
            orders = self.filtered(lambda order: order.state == "sale" and order.company_id.id in companies)
        open_quantities = self.env["ops.invoice.request"]._get_open_quantities
        found = orders and open_quantities(orders.order_line, "delivered")
        more = orders and open_quantities(orders.order_line, "ordered")
        ready = {line.order_id for line in (*found, *more)}
        for order in self:
            order.ops_can_request_invoice = order._origin in ready

    @api.depends_context("uid")
    def _compute_ops_hide_create_invoice(self):
        """Core's own button is finance's where invoices come from requests."""
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        hidden = bool(companies) and not self.env.user._ops_has_role("finance")
        for order in self:
            order.ops_hide_create_invoice = (
                hidden and order.company_id.id in companies and not order.ops_exempt
            )

    # ------------------------------------------------------------------
    # Ask for the invoice
    # ------------------------------------------------------------------
    def action_ops_request_invoice(self):
        """Open a request, not saved yet, for what is to be invoiced of these orders; a draft that asks for
        the same orders is opened instead.

        Clause: W6.A

        :raises UserError: when nothing is to be invoiced
        """
        requests = self.env["ops.invoice.request"]
        drafts = requests.search(
            [
                ("state", "=", "draft"),
                ("line_ids.order_id", "in", self.ids),
                ("create_uid", "=", self.env.uid),
            ]
        ).filtered(lambda request: request.order_ids == self)
        return requests._open_next_document(drafts[:1], self._ops_prepare_invoice_request)

    def _ops_invoice_basis(self):
        """Return the basis and `{order line: quantity}` of what is to be invoiced: what was delivered, or,
        when nothing was, what was ordered.
        """
        requests = self.env["ops.invoice.request"]
        quantities = requests._get_open_quantities(self.order_line, "delivered")
        if any(line._ops_is_delivered() for line in quantities):
            return "delivered", quantities
        return "ordered", requests._get_open_quantities(self.order_line, "ordered")

    def _ops_prepare_invoice_request(self):
        """Return the values of a request for everything that is to be invoiced."""
        basis, quantities = self._ops_invoice_basis()
        if not quantities:
            raise UserError(
                self.env._(
                    "%(orders)s: nothing is to be invoiced; everything is invoiced or asked for already "
                    "(W6.A).",
                    orders=", ".join(self.mapped("name")),
                )
                + self.order_line._ops_get_holders_text()
            )
        return {
            "company_id": self.company_id[:1].id,
            "partner_id": self.partner_invoice_id[:1].id,
            "basis": basis,
            "line_ids": [
                Command.create({"order_line_id": line.id, "quantity": quantity, "sequence": number})
                for number, (line, quantity) in enumerate(quantities.items(), 1)
            ],
        }

    def action_ops_open_invoice_requests(self):
        """Open the invoice requests of this order."""
        return open_records(self.ops_invoice_request_ids, self.env._("Invoice Requests"))
