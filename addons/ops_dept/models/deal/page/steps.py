from odoo import api, models
from odoo.tools import format_date, format_datetime

from ..contract.ops_contract import SIGNED


class OpsDeal(models.AbstractModel):
    """The steps of a deal, from the inquiry to the order."""

    _inherit = "ops.deal"

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
            SIGNED,
        )
        waiting = any(order._ops_get_missing_basis_text() for order in orders if order.state != "sale")
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
