from odoo import api, models
from odoo.exceptions import UserError


class OpsDeal(models.AbstractModel):
    """One page per deal: where it stands, what was contracted, delivered, invoiced and collected.

    A deal is the orders of one contract, or an order that has none yet. The page is made of what its
    documents say; nothing is stored. Each room adds its steps and its part of the figures.
    """

    _name = "ops.deal"
    _description = "Deal"

    @api.model
    def get_deal(self, order_id):
        """Return the page of the deal that this order belongs to.

        Amounts are with tax, in the currency of the orders (company currency when they differ).

        :param int order_id: id of a sale.order that the user may read
        :return: `name`, `customer`, `salesperson`, `figures` (see `_get_figures`), `steps` (see `_step`),
            `lines` (see `_get_lines`), `next` (key of the step that is due, "" when all is done)
        :rtype: dict
        :raises UserError: the order does not exist any more
        """
        order = self.env["sale.order"].browse(order_id).exists()
        if not order:
            raise UserError(self.env._("This order does not exist any more."))
        order.check_access("read")
        orders = self._get_orders(order)
        steps = [step for step in self._get_steps(orders) if step]
        return {
            "name": self._get_name(orders),
            "customer": order.partner_id.commercial_partner_id.display_name,
            # sudo: the name of a colleague
            "salesperson": order.sudo().user_id.name or "",
            "figures": self._get_figures(orders),
            "steps": steps,
            "lines": self._get_lines(orders),
            "next": next((step["key"] for step in steps if step["status"] in ("now", "open")), ""),
        }

    # ------------------------------------------------------------------
    # Which orders
    # ------------------------------------------------------------------
    @api.model
    def _get_orders(self, order):
        """Return the orders of the deal, as far as the user may read them: those of one contract."""
        # sudo: which orders stand on the same contract; those the user may not read are left out
        siblings = order.sudo().ops_contract_id.order_ids.sudo(False)
        siblings = siblings.filtered(lambda sibling: sibling.state != "cancel" or sibling == order)
        return (order | siblings)._filtered_access("read")

    @api.model
    def _get_name(self, orders):
        # sudo: the number of the contract
        contract = orders.sudo().ops_contract_id[:1]
        return " · ".join(filter(None, (contract.name, ", ".join(orders.mapped("name")))))

    # ------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------
    @api.model
    def _get_figures(self, orders):
        """Return contracted, delivered, invoiced, collected, each with amount (formatted) and percent of the
        orders' total.
        """
        currency = self._get_currency(orders)
        total = sum(self._convert(order.amount_total, order, currency) for order in orders)
        titles = {
            "contracted": self.env._("Contracted"),
            "delivered": self.env._("Delivered"),
            "invoiced": self.env._("Invoiced"),
            "collected": self.env._("Collected"),
        }
        amounts = self._get_amounts(orders, currency)
        return [
            {
                "key": key,
                "title": title,
                "amount": currency.format(amounts[key]),
                "percent": round(amounts[key] / total * 100) if total else 0,
            }
            for key, title in titles.items()
        ]

    @api.model
    def _get_amounts(self, orders, currency):
        """Return the four amounts with tax, in the page's currency.

        Clause: W4.C, W5.C, W6.C
        """
        running = orders.filtered(lambda order: order.state == "sale")
        delivered = sum(self._convert(self._get_delivered(order), order, currency) for order in running)
        # sudo: who may read the order may know how much of it is invoiced and paid; only sums get out
        lines_sudo = running.order_line.sudo().invoice_lines
        lines_sudo = lines_sudo.filtered(lambda line: line.parent_state == "posted")
        invoiced = collected = 0.0
        for move, lines in lines_sudo.grouped("move_id").items():
            sign = -1 if move.move_type == "out_refund" else 1
            whole = sum(move.invoice_line_ids.mapped("price_total"))
            # the lines' share of the total: taxes are rounded on the whole invoice
            share = move.amount_total * sum(lines.mapped("price_total")) / whole if whole else 0.0
            part = sign * move.currency_id._convert(
                share, currency, move.company_id, move.invoice_date or move.date
            )
            invoiced += part
            if move.amount_total:
                collected += part * (move.amount_total - move.amount_residual) / move.amount_total
        return {
            "contracted": sum(self._convert(order.amount_total, order, currency) for order in running),
            "delivered": delivered,
            "invoiced": invoiced,
            "collected": collected,
        }

    @api.model
    def _get_delivered(self, order):
        """Return the delivered share of the order's total: what is counted as delivered of the lines that
        are, goods where there are any. Discounts and freight go along with them.
        """
        lines = order.order_line.filtered(
            lambda line: line.product_uom_qty and line.price_total > 0 and not line.display_type
        )
        goods = lines.filtered(lambda line: line.qty_delivered_method == "stock_move")
        lines = goods or lines
        whole = sum(lines.mapped("price_total"))
        share = sum(line.price_total * line.qty_delivered / line.product_uom_qty for line in lines)
        return order.amount_total * share / whole if whole else 0.0

    @api.model
    def _get_currency(self, orders):
        currencies = orders.currency_id
        return currencies if len(currencies) == 1 else orders[:1].company_id.currency_id

    @api.model
    def _convert(self, amount, order, currency):
        return order.currency_id._convert(amount, currency, order.company_id, order.date_order)

    # ------------------------------------------------------------------
    # Lines
    # ------------------------------------------------------------------
    @api.model
    def _get_lines(self, orders):
        """Return what became of each order line: quantities in its unit, see `_get_line_quantities`."""
        running = orders.filtered(lambda order: order.state == "sale")
        shown = (running or orders).order_line.filtered(
            lambda line: not line.display_type and not line.is_downpayment
        )
        return [
            {
                "id": line.id,
                "name": line.product_id.display_name or line.name,
                "unit": line.product_uom_id.name,
                "ordered": line.product_uom_qty,
                **self._get_line_quantities(line),
            }
            for line in shown
        ]

    @api.model
    def _get_line_quantities(self, line):
        """Return what became of the line: `delivered`, `invoiced`; rooms add theirs."""
        return {"delivered": line.qty_delivered, "invoiced": line.qty_invoiced}
