from odoo import api, models

from ....tools.fapiao import is_tax_number, tidy_tax_number


class OpsInvoiceRequest(models.Model):
    """What is still missing, and how much may be invoiced at all (W6.A, W6.C)."""

    _inherit = "ops.invoice.request"

    def _get_submit_blockers(self):
        """Say what is missing: lines, quantities that may be invoiced, the buyer's tax data (W6.A, W6.C)."""
        self.ensure_one()
        _ = self.env._
        if not self.line_ids:
            return [_("Sales support: add at least one order line (W6.A).")]
        return [*super()._get_submit_blockers(), *self._get_buyer_blockers()]

    def _get_order_blockers(self):
        """One invoice needs orders that agree; each must be confirmed."""
        _ = self.env._
        # sudo: whoever reads the request is told why it cannot be submitted
        orders = self.sudo().order_ids
        blockers = [
            _("%(order)s is not a confirmed order (W6.A).", order=order.display_name)
            for order in orders
            if order.state != "sale"
        ]
        differing = [
            label
            for label, values in (
                (_("company"), orders.company_id | self.company_id),
                (_("customer"), (orders.partner_invoice_id | self.partner_id).commercial_partner_id),
                (_("sales team"), {order.team_id for order in orders}),
                (_("currency"), orders.currency_id),
                (_("payment terms"), {order.payment_term_id for order in orders}),
                (_("fiscal position"), {order.fiscal_position_id for order in orders}),
            )
            if len(values) > 1
        ]
        if differing:
            blockers.append(
                _(
                    "The orders differ in: %(fields)s. Sales support enters a request for each (W6.A).",
                    fields=", ".join(differing),
                )
            )
        return blockers

    def _get_quantity_blockers(self):
        """Refuse to invoice more than was ordered or delivered, other open requests included (W6.A)."""
        _ = self.env._
        blockers = []
        request = self.sudo()  # sudo: as `_get_order_blockers`; quantities of other requests count too
        open_quantities = request._get_open_quantities(
            request.line_ids.order_line_id, self.basis, without=request
        )
        for line in request.line_ids:
            order_line = line.order_line_id
            uom = order_line.product_uom_id or order_line.product_id.uom_id
            limit = open_quantities.get(order_line, 0.0)
            if uom.is_zero(line.quantity) or (line.quantity < 0) != (order_line.product_uom_qty < 0):
                blockers.append(
                    _(
                        "Sales support: enter the quantity of “%(line)s” to invoice, or take the line out "
                        "(W6.A).",
                        line=order_line._ops_short_name(),
                    )
                )
            elif uom.compare(abs(line.quantity), abs(limit)) > 0:
                blockers.append(request._get_over_quantity_message(line, limit))
        return blockers

    def _get_over_quantity_message(self, line, limit):
        order_line = line.order_line_id
        sentence = self.env._(
            "“%(line)s” of %(order)s: %(quantity)s asked for, %(open)s may be invoiced (%(basis)s, less what "
            "is invoiced and what other requests ask for) (W6.A).",
            line=order_line._ops_short_name(),
            order=order_line.order_id.name,
            quantity=f"{line.quantity:g}",
            open=f"{limit:g}",
            basis=dict(self._fields["basis"]._description_selection(self.env))[self.basis],
        )
        return sentence + order_line._ops_get_holders_text(self)

    @api.model
    def _get_open_quantities(self, order_lines, basis, without=None):
        """Return `{order line: quantity}` of the lines of which something may still be invoiced.

        :param str basis: "ordered" or "delivered"
        :param without: requests whose own quantities do not count
        """
        order_lines = order_lines._origin.filtered(
            lambda line: not line.display_type and not line.is_downpayment and line.product_id.type != "combo"
        )
        without = without._origin if without else None
        held = self.env["ops.invoice.request.line"]._get_held_quantities(order_lines, without)
        found = {}
        for line in order_lines:
            left = line._ops_invoice_limit(basis) - line._ops_invoiced_unrounded() - held.get(line, 0.0)
            if not line._ops_is_nothing(left) and (left < 0) == (line.product_uom_qty < 0):
                found[line] = left
        return found

    def _get_buyer_blockers(self):
        """A VAT special invoice needs the buyer's title and a valid tax number (W6.C)."""
        _ = self.env._
        blockers = []
        if not (self.tax_title or "").strip():
            blockers.append(_("Sales support: fill in the buyer's title (W6.C)."))
        if self.invoice_type == "special" and not self.tax_number:
            blockers.append(_("Sales support: a VAT special invoice needs the buyer's tax number (W6.C)."))
        elif self.tax_number and not is_tax_number(self.tax_number):
            blockers.append(
                _(
                    "Sales support: “%(number)s” is no valid tax number; correct it here and in the "
                    "customer's file (W6.C).",
                    number=self.tax_number,
                )
            )
        return blockers

    @api.onchange("add_order_id")
    def _onchange_add_order_id(self):
        """Add what is to be invoiced of this order."""
        order = self.add_order_id
        self.update({"add_order_id": False})
        if not order:
            return
        self.partner_id = self.partner_id or order.partner_invoice_id
        if not self.line_ids:
            self.company_id = order.company_id
        known = self.line_ids.order_line_id
        for order_line, quantity in self._get_open_quantities(order.order_line, self.basis).items():
            if order_line not in known:
                self.line_ids += self.line_ids.new({"order_line_id": order_line.id, "quantity": quantity})

    @api.onchange("basis")
    def _onchange_basis(self):
        """Ask for everything that is to be invoiced on this basis."""
        open_quantities = self._get_open_quantities(self.line_ids.order_line_id, self.basis, without=self)
        for line in self.line_ids:
            line.quantity = open_quantities.get(line.order_line_id._origin, 0.0)

    @api.depends("partner_id")
    def _compute_tax_title(self):
        for request in self:
            # sudo: what is printed of the customer, whoever asks for his invoice
            customer = request.partner_id.sudo().commercial_partner_id
            request.tax_title = customer.ops_tax_title or customer.name
            request.tax_number = tidy_tax_number(customer.vat)
