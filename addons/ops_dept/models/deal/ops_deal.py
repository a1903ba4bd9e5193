from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime


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
    # Steps
    # ------------------------------------------------------------------
    @api.model
    def _get_steps(self, orders):
        """Return the steps of the deal in their order; each room adds its own."""
        return [
            self._get_inquiry_step(orders),
            self._get_bid_step(orders),
            self._get_quotation_step(orders),
            self._get_contract_step(orders),
            self._get_order_step(orders),
        ]

    @api.model
    def _step(self, key, title, rows, status, empty=""):
        """Return one step of the deal.

        :param list rows: its documents, see `_row`
        :param str status: done / now (waits for somebody) / open (not begun)
        :param str empty: what is said while there is no document
        """
        return {"key": key, "title": title, "rows": rows, "status": status, "empty": empty}

    @api.model
    def _document_rows(self, documents, date, done, lost=("cancel", "void", "refused")):
        """Return the rows of documents of the rulebook, as far as the user may read them.

        :param date: function from a document to when it came to where it stands
        :param tuple done: states in which the document did its part
        """
        return [
            self._row(
                document,
                document.ops_waiting_for if document.state == "submitted" else self._label(document),
                date(document),
                "success" if document.state in done else "danger" if document.state in lost else "info",
            )
            for document in documents._filtered_access("read")
        ]

    @api.model
    def _row(self, record, text, date=False, tone="muted", title=None):
        """Return a document of a step: what it is called, where it stands, since when.

        :param date: date or naive UTC datetime, shown in the user's language
        :param str tone: muted / info / success / warning / danger
        """
        if date and hasattr(date, "hour"):
            date = format_datetime(self.env, date, dt_format="short")
        elif date:
            date = format_date(self.env, date)
        return {
            "model": record._name,
            "res_id": record.id,
            "title": title or record.display_name,
            "text": text or "",
            "date": date or "",
            "tone": tone,
        }

    @api.model
    def _label(self, record, field="state"):
        """Return the label of a selection's present value, in the user's language."""
        return dict(record._fields[field]._description_selection(self.env)).get(record[field], "")

    @api.model
    def _get_inquiry_step(self, orders):
        leads = orders.opportunity_id
        if not leads:
            return None
        rows = [
            self._row(lead, lead.stage_id.name, lead.create_date) for lead in leads._filtered_access("read")
        ]
        return self._step("inquiry", self.env._("Inquiry"), rows, "done")

    @api.model
    def _get_bid_step(self, orders):
        bids = orders.ops_bid_id
        if not bids:
            return None
        rows = self._document_rows(
            bids, lambda bid: bid.date_reported or bid.date_received, ("approved", "quoted", "won")
        )
        return self._step("bid", self.env._("Bid"), rows, "done")

    @api.model
    def _get_contract_step(self, orders):
        """The contract or what stands for it, with what it replaces. Clauses: W3.D, W3.F"""
        contracts = orders.ops_contract_id
        # sudo: which basis came before; what the user may not read is left out of the rows
        contracts |= contracts.sudo().replaces_ids.sudo(False)
        rows = self._document_rows(
            contracts,
            lambda contract: contract.date_signed or contract.ops_date_approved or contract.create_date,
            ("signed", "entered", "archived", "bound"),
        )
        waiting = any(order._ops_missing_basis() for order in orders if order.state != "sale")
        status = "now" if contracts and waiting else "open" if waiting else "done"
        return self._step(
            "contract", self.env._("Contract"), rows, status, self.env._("No contract or other basis yet")
        )

    @api.model
    def _get_quotation_step(self, orders):
        tones = {"approved": "success", "refused": "danger", "submitted": "info"}
        rows = [
            self._row(
                order,
                order.ops_waiting_for
                if order.ops_approval_state == "submitted"
                else self._label(order, "ops_approval_state"),
                order.ops_date_approved or order.ops_date_submitted or order.date_order,
                tones.get(order.ops_approval_state, "muted"),
            )
            for order in orders
        ]
        passed = all(order.ops_approval_state == "approved" or order.state == "sale" for order in orders)
        return self._step("quotation", self.env._("Quotation"), rows, "done" if passed else "now")

    @api.model
    def _get_order_step(self, orders):
        confirmed = orders.filtered(lambda order: order.state == "sale")
        rows = [self._row(order, self._label(order), order.date_order, "success") for order in confirmed]
        status = "done" if confirmed == orders else ("now" if confirmed else "open")
        return self._step(
            "order", self.env._("Order"), rows, status, self.env._("Not entered as an order yet")
        )

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
