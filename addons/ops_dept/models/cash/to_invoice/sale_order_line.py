from odoo import fields, models

from ....tools.states import ASKED


class SaleOrderLine(models.Model):
    """How much of an order line may be invoiced, and what holds a part of it (W6.A)."""

    _inherit = "sale.order.line"

    ops_invoice_request_line_ids = fields.One2many(
        "ops.invoice.request.line", "order_line_id", "Invoice request lines"
    )

    def _ops_invoice_limit(self, basis):
        """Return up to which quantity this line may be invoiced in all.

        What is not delivered from stock (service, discount) counts as ordered, unless it is sold by what was
        delivered of it.

        :param str basis: "ordered" or "delivered"
        """
        self.ensure_one()
        by_delivery = basis == "delivered" and self._ops_is_delivered()
        return self._ops_delivered_unrounded() if by_delivery else self.product_uom_qty

    def _ops_filter_sold(self):
        """Return the lines that sell something: no headings, notes, down payments, or sets of lines."""
        return self.filtered(
            lambda line: not line.display_type and not line.is_downpayment and line.product_id.type != "combo"
        )

    def _ops_get_holders_text(self, without=None):
        """Name the drafts and requests that hold a quantity of these lines, and what to do with each.

        :param without: the request that asks
        :return: sentences to put behind a refusal (empty: none)
        """
        lines = self.sudo()  # sudo: whoever is refused is told by what
        drafts = lines.invoice_lines.move_id.filtered(lambda move: move.state == "draft")
        held = lines.ops_invoice_request_line_ids.request_id.filtered(
            lambda request: request.state in ASKED and not request.move_id
        )
        if without:
            held -= without._origin
        texts = [move._ops_get_draft_holder_text() for move in drafts]
        texts += [
            self.env._(
                "%(request)s asks for it already: wait for its decision, or %(who)s withdraws it.",
                request=request.display_name,
                who=request.ops_requester_id.name or "-",
            )
            for request in held
        ]
        return "".join(f" {text}" for text in texts)

    def _ops_is_delivered(self):
        """Tell whether what was delivered of this line is counted: goods, and what is sold that way."""
        self.ensure_one()
        return self.qty_delivered_method == "stock_move" or self.product_id.invoice_policy == "delivery"

    def _ops_is_over_invoiced(self):
        """Tell whether more is invoiced, drafts included, than was ordered or delivered."""
        self.ensure_one()
        uom, invoiced = self.product_uom_id or self.product_id.uom_id, self._ops_invoiced()
        # deliveries are counted only where needed: core looks for a bill of materials, line by line
        is_over = uom.compare(invoiced, self.product_uom_qty) > 0
        return is_over and uom.compare(invoiced, self._ops_delivered()) > 0
