from odoo import api, fields, models

# How often a unit price is corrected until the taxes computed with it hit the amount asked for.
TRIES = 4
NOTHING = (0.0, 0.0)


class OpsInvoiceRequestLine(models.Model):
    """A partial amount of an order line, without or with tax: what is asked for is what is invoiced, to the
    cent, and the last part takes what the earlier ones left (W6.A).

    The quantity follows from the amount as a share of the line, in the steps of its unit; the unit price on
    the invoice is the one with which core computes the amount.
    """

    _inherit = "ops.invoice.request.line"

    amount_asked = fields.Monetary(
        "Amount asked for",
        help="Invoiced to the cent. Empty: the quantity at the price of the order.",
    )
    amount_kind = fields.Selection(
        [("untaxed", "Untaxed"), ("taxed", "With tax"), ("rest", "Untaxed, all that is left")],
        string="The amount asked for is",
        default="untaxed",
    )
    price_subtotal = fields.Monetary(
        "Untaxed amount",
        compute="_compute_price_subtotal",
        inverse="_inverse_price_subtotal",
        compute_sudo=True,
        help="As on the invoice. Type it in to invoice a part of the line.",
    )
    price_total = fields.Monetary(
        "Amount with tax",
        compute="_compute_price_subtotal",
        inverse="_inverse_price_total",
        compute_sudo=True,
        help="As on the invoice. Type it in to invoice a part of the line.",
    )

    # ------------------------------------------------------------------
    # What is shown, and what is typed in
    # ------------------------------------------------------------------
    @api.depends("order_line_id", "quantity", "amount_asked", "amount_kind")
    def _compute_price_subtotal(self):
        for line in self:
            line.price_subtotal, line.price_total = line._get_amounts() if line.order_line_id else NOTHING

    def _inverse_price_subtotal(self):
        for line in self:
            line._ask(line.price_subtotal, "untaxed")

    def _inverse_price_total(self):
        for line in self:
            line._ask(line.price_total, "taxed")

    @api.onchange("price_subtotal")
    def _onchange_price_subtotal(self):
        self._ask(self.price_subtotal, "untaxed")

    @api.onchange("price_total")
    def _onchange_price_total(self):
        self._ask(self.price_total, "taxed")

    @api.onchange("quantity")
    def _onchange_quantity(self):
        """A quantity typed in takes the place of an amount."""
        if self.amount_asked and (self.amount_kind == "rest" or self._differs(self._get_share())):
            self.update({"amount_asked": 0.0, "amount_kind": "untaxed"})

    def _ask(self, amount, kind):
        """Ask for an amount of this line, unless it is the one that it has anyway (W6.A)."""
        self.ensure_one()
        if not self.order_line_id or not self.currency_id:
            return
        if not self.currency_id.compare_amounts(amount, self._get_amounts()[kind == "taxed"]):
            return
        self.update({"amount_asked": amount, "amount_kind": kind})
        self.quantity = self._get_share()

    # ------------------------------------------------------------------
    # Amounts
    # ------------------------------------------------------------------
    def _prepare_base_line(self):
        """Return core's base line of this part of the order line."""
        self.ensure_one()
        return self.order_line_id._ops_part_base_line(self.quantity, self._get_price_unit())

    def _get_amounts(self):
        """Return what core computes of this part: untaxed, with tax."""
        self.ensure_one()
        return self.order_line_id._ops_part_amounts(self.quantity, self._get_price_unit())

    def _get_price_unit(self):
        """Return the unit price that makes the amount asked for of the quantity; None: the order's."""
        self.ensure_one()
        order_line, taxed = self.order_line_id, self.amount_kind == "taxed"
        share = self.quantity * (1 - (order_line.discount or 0.0) / 100)
        if not self.amount_asked or not share:
            return None
        price = self.amount_asked / share
        for _number in range(TRIES):
            found = order_line._ops_part_amounts(self.quantity, price)[taxed]
            if not found or self.currency_id.is_zero(self.amount_asked - found):
                break
            price *= self.amount_asked / found
        return price

    def _prepare_invoice_part(self):
        """Return what the invoice takes of the order line otherwise than core does."""
        price = self._get_price_unit()
        return {"quantity": self.quantity, **({} if price is None else {"price_unit": price})}

    def _get_share(self):
        """Return the quantity that stands for the amount asked for: a share of the line in steps of its unit,
        never all that is open unless all of the money is asked for, and never nothing.
        """
        self.ensure_one()
        order_line, taxed = self.order_line_id, self.amount_kind == "taxed"
        uom = order_line.product_uom_id or order_line.product_id.uom_id
        whole = order_line._ops_part_amounts(order_line.product_uom_qty)[taxed]
        if self.amount_kind == "rest" or not whole:
            return self.quantity
        request = self.request_id
        open_quantity, open_amounts = request._get_open_parts(order_line, request.basis, request)[
            order_line._origin
        ]
        if not self.currency_id.compare_amounts(self.amount_asked, open_amounts[taxed]):
            return open_quantity
        step = 10 ** -self.env["decimal.precision"].precision_get("Product Unit")
        sign = -1 if order_line.product_uom_qty < 0 else 1
        share = abs(uom.round(order_line.product_uom_qty * self.amount_asked / whole))
        below = abs(open_quantity) - step
        if self.currency_id.compare_amounts(abs(self.amount_asked), abs(open_amounts[taxed])) < 0 < below:
            share = min(share, uom.round(below))
        return sign * max(share, step)

    def _differs(self, quantity):
        uom = self.order_line_id.product_uom_id or self.order_line_id.product_id.uom_id
        return bool(uom.compare(self.quantity, quantity))

    # ------------------------------------------------------------------
    # Written
    # ------------------------------------------------------------------
    def _settle_amounts(self, vals):
        """Keep quantity and amount together, whichever of them was written."""
        for line in self.filtered("order_line_id"):
            if vals.get("amount_asked"):
                if line._differs(share := line._get_share()):
                    line.quantity = share
            elif "quantity" in vals and line.amount_asked and line._differs(line._get_share()):
                line.amount_asked = 0.0

    def _take_rest(self):
        """Let the last part of an order line take what the earlier ones left of its amount."""
        # read together: the lines of a document would be read one by one
        self.fetch(["order_line_id", "request_id", "quantity", "amount_asked", "amount_kind"])
        for request, lines in (
            self.filtered(lambda line: line._is_by_quantity()).grouped("request_id").items()
        ):
            parts = request._get_open_parts(lines.order_line_id, "ordered", request)
            for line in lines:
                quantity, amounts = parts[line.order_line_id]
                plain = line.order_line_id._ops_part_amounts(line.quantity)[0]
                is_last = quantity and not line._differs(quantity)
                rest = amounts[0] if is_last and line._is_rounding(amounts[0] - plain) else plain
                asked = 0.0 if line.currency_id.is_zero(rest - plain) else rest
                if line.currency_id.compare_amounts(asked, line.amount_asked):
                    line.write({"amount_asked": asked, "amount_kind": "rest" if asked else "untaxed"})

    def _is_by_quantity(self):
        return self.order_line_id and (not self.amount_asked or self.amount_kind == "rest")

    def _is_rounding(self, difference):
        """Tell whether this is what rounding the earlier parts left, and not another price of the order."""
        order_line = self.order_line_id
        step = 10 ** -self.env["decimal.precision"].precision_get("Product Unit")
        parts = len(order_line.sudo().invoice_lines) + 1  # sudo: only how many there are
        return abs(difference) <= parts * (abs(order_line.price_unit) * step + self.currency_id.rounding)

    def _get_amount_problem(self, part, whole):
        """Return why this amount cannot be invoiced, and what can; False when it can.

        :param tuple part: what may be invoiced now: quantity, (untaxed, with tax)
        :param tuple whole: what may be invoiced of all that was ordered, likewise
        """
        self.ensure_one()
        taxed, currency = self.amount_kind == "taxed", self.currency_id
        amount, open_amount = abs(self.amount_asked), abs(part[1][taxed])
        names = {
            "line": self.order_line_id._ops_short_name(),
            "order": self.order_line_id.order_id.name,
            "kind": dict(self._fields["amount_kind"]._description_selection(self.env))[self.amount_kind],
            "asked": currency.format(self.amount_asked),
            "open": currency.format(part[1][taxed]),
            "hit": currency.format(self._get_amounts()[taxed]),
            "rest": currency.format(whole[1][taxed]),
        }
        if currency.compare_amounts(amount, open_amount) > 0:
            return self.env._(
                "“%(line)s” of %(order)s: %(asked)s asked for (%(kind)s), %(open)s may be invoiced. Sales "
                "support lowers the amount (W6.A).",
                **names,
            )
        if currency.compare_amounts(self.amount_asked, self._get_amounts()[taxed]):
            return self.env._(
                "“%(line)s” of %(order)s: %(asked)s (%(kind)s) cannot be invoiced to the cent with its "
                "taxes, %(hit)s can. Sales support enters an amount that can (W6.A).",
                **names,
            )
        if not self._differs(whole[0]) and currency.compare_amounts(amount, abs(whole[1][taxed])) < 0:
            return self.env._(
                "“%(line)s” of %(order)s: %(asked)s (%(kind)s) would take the last of its quantity and leave "
                "money behind. Sales support asks for all that is left, %(rest)s (W6.A).",
                **names,
            )
        return False
