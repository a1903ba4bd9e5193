from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.states import ASKED, TO_SUBMIT


class SaleOrder(models.Model):
    """What can be invoiced now: what was delivered and not invoiced, and advances that are due (W6.A)."""

    _inherit = "sale.order"

    ops_to_invoice_now = fields.Boolean(
        "Can be invoiced now",
        compute="_compute_ops_to_invoice_now",
        search="_search_ops_to_invoice_now",
        help="Goods were delivered, a service is to be invoiced and no goods are awaited, or the payment "
        "term asks for a part in advance.",
    )
    ops_amount_to_invoice = fields.Monetary(
        "To invoice now, with tax", compute="_compute_ops_amount_to_invoice", compute_sudo=True
    )

    def _compute_ops_to_invoice_now(self):
        found = set(self._ops_ids_to_invoice(self.ids))
        for order in self:
            order.ops_to_invoice_now = order.id in found

    @api.model
    def _search_ops_to_invoice_now(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in" if True in value else "not in", self._ops_ids_to_invoice())

    @api.model
    def _ops_ids_to_invoice(self, ids=None):
        """Return the running orders of which something can be invoiced now, by the quantities of core.

        Services wait for the goods of their order; what is only ordered waits for its delivery.
        """
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        if not companies or (ids is not None and not any(ids)):
            return []
        self.env["sale.order.line"].flush_model()
        self.env["sale.order"].flush_model(["state", "invoice_status", "payment_term_id"])
        # what core leaves over by rounding is nothing; sudo: quantities only
        trifles = (
            self.env["sale.order.line"]
            .sudo()
            ._ops_filter_rounding_rest(
                Domain("state", "=", "sale")
                & Domain("invoice_status", "=", "to invoice")
                & Domain("company_id", "in", list(companies))
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.id
                  FROM sale_order o
                  JOIN sale_order_line l ON l.order_id = o.id
                 WHERE o.state = 'sale' AND o.company_id IN %(companies)s AND %(chosen)s
                   AND (o.invoice_status = 'to invoice' OR o.payment_term_id IN %(advance)s)
                   AND l.display_type IS NULL AND l.is_downpayment IS NOT TRUE AND l.product_uom_qty > 0
                   AND l.id NOT IN %(trifles)s
              GROUP BY o.id
                HAVING bool_or(l.qty_delivered_method = 'stock_move'
                               AND l.qty_delivered - l.qty_invoiced > 1e-6)
                    OR (bool_or(l.qty_to_invoice > 1e-6)
                        AND NOT bool_or(l.qty_delivered_method = 'stock_move'
                                        AND l.qty_delivered < l.product_uom_qty))
                    OR (o.payment_term_id IN %(advance)s AND NOT bool_or(l.qty_invoiced > 1e-6))
                """,
                companies=tuple(companies),
                trifles=tuple(trifles.ids) or (0,),
                chosen=SQL("TRUE") if ids is None else SQL("o.id IN %s", tuple(ids)),
                advance=self.env["account.payment.term"]._ops_find_with_advance() or (0,),
            )
        )
        return [row[0] for row in rows]

    @api.depends("payment_term_id")
    def _compute_ops_amount_to_invoice(self):
        """Sum up what can be invoiced now; of an order of which nothing was delivered, the advance."""
        requests = self.env["ops.invoice.request"]
        delivered = requests._get_open_quantities(self.order_line, "delivered")
        begun = self.env["sale.order"].union(
            *(line.order_id for line in delivered if line._ops_is_delivered())
        )
        parts = {
            **requests._get_open_parts(
                begun.order_line & self.env["sale.order.line"].union(*delivered), "delivered"
            ),
            **requests._get_open_parts((self - begun).order_line._ops_filter_sold(), "ordered"),
        }
        for order in self:
            amount = sum(parts[line][1][1] for line in order._origin.order_line if line in parts)
            term = order.payment_term_id._ops_with_advance()
            if order not in begun and term:
                amount = min(amount, term._ops_due_at_once(order.amount_total, order.currency_id))
            order.ops_amount_to_invoice = amount

    @api.model
    def _ops_to_invoice_domain(self):
        """Return the domain of the running orders of my teams of which something can be invoiced now and is
        not asked for yet.
        """
        return (
            Domain("team_id.ops_support_ids", "in", self.env.user.ids)
            & Domain("ops_to_invoice_now", "=", True)
            & Domain("company_id", "in", list(self.env["ops.invoice.request"]._ops_gated_companies()))
            & Domain(
                "ops_invoice_request_line_ids",
                "not any",
                [("request_id.state", "in", (*TO_SUBMIT, *ASKED))],
            )
        )
