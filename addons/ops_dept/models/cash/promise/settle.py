from collections import defaultdict
from contextlib import contextmanager
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

from ..receipt.ops_receipt import IN_BOOKS

BATCH = 500


class Money(NamedTuple):
    """A part of a receipt: what it pays of an invoice, or what is left of it as an advance."""

    receipt: object
    move_id: int
    amount: float


class OpsPromise(models.Model):
    """Kept or broken: the money of the customer's confirmed receipts, given to his promises in their order.

    Money counts once, for the earliest promise that it came in time for: from the day on which it was given
    until its last day. A promise of certain invoices takes what pays them.

    Clause: W5.A
    """

    _inherit = "ops.promise"

    _ops_created = ((10, "_settle_created"),)
    _ops_on_write = ((10, "_settling_written"),)

    def _settle_created(self, _vals_list):
        self._settle_customers()

    @contextmanager
    def _settling_written(self, vals):
        """Another day or amount is another promise: what it was first stays visible."""
        before = {promise: promise.date for promise in self} if "date" in vals else {}
        yield
        for promise, date in before.items():
            if promise.date != date and not promise.date_first:
                promise._stamp({"date_first": date})
        if vals.keys() & {"date", "amount", "currency_id", "invoice_ids", "partner_id"}:
            self._settle_customers()

    def _settle_customers(self):
        """Say of all promises of these customers what the receipts say."""
        for company, promises in self.grouped("company_id").items():
            self._settle(company, promises.partner_id)

    @api.model
    def _settle(self, company, customers):
        """Say of all promises of these customers in a company whether they are kept; a second time changes
        nothing.
        """
        # sudo: what became of a promise follows from receipts, whoever enters either
        promises_sudo = self.sudo().search(
            [("company_id", "=", company.id), ("partner_id", "in", customers.ids)], order="date, id"
        )
        if not promises_sudo:
            return
        money = self._get_money(company, promises_sudo)
        today = company._ops_today()
        for promise_sudo in promises_sudo:
            received = promise_sudo._take_money(money[promise_sudo.partner_id.id])
            promise_sudo._note(received, today)

    def _note(self, received, today):
        """Keep what was received for this promise, and what follows."""
        if self.currency_id.compare_amounts(received, self.amount) >= 0:
            state = "kept"
        else:
            state = "open" if self.date >= today else "broken"
        if self.state != state or self.currency_id.compare_amounts(self.amount_received, received):
            self._stamp({"state": state, "amount_received": received})

    @api.model
    def _get_money(self, company, promises_sudo):
        """Return customer id → the money of his confirmed receipts since the first of these promises, the
        earliest first: lists, of which parts are taken.
        """
        receipts_sudo = self.env["ops.receipt"].sudo()  # sudo: as above
        found = receipts_sudo.search(
            Domain("company_id", "=", company.id)
            & Domain("partner_id.commercial_partner_id", "in", promises_sudo.partner_id.ids)
            & Domain("state", "in", IN_BOOKS)
            & Domain("date_received", ">=", min(promises_sudo.mapped("date_made"))),
            order="date_received, id",
        )
        result = defaultdict(list)
        for receipt in found:
            parts = [Money(receipt, row.move_id.id, row.amount) for row in receipt.allocation_ids]
            rest = receipt.amount - sum(part.amount for part in parts)
            parts.append(Money(receipt, 0, rest))
            result[receipt.partner_id.commercial_partner_id.id] += parts
        return result

    def _take_money(self, money):
        """Take from the money what pays this promise and return how much that is, in the promise's currency.

        :param list money: parts of receipts; what is taken is taken out of it
        """
        received = 0.0
        for index, part in enumerate(money):
            lacking = self.amount - received
            if self.currency_id.compare_amounts(lacking, 0) <= 0:
                break
            if not self._is_paid_by(part):
                continue
            taken = min(part.amount, self._convert(lacking, part, back=True))
            money[index] = part._replace(amount=part.amount - taken)
            received += self._convert(taken, part)
        return self.currency_id.round(received)

    def _is_paid_by(self, part):
        date = part.receipt.date_received
        if part.receipt.currency_id.compare_amounts(part.amount, 0) <= 0:
            return False
        if not self.date_made <= date <= self.date:
            return False
        return not self.invoice_ids or part.move_id in self.invoice_ids.ids

    def _convert(self, amount, part, back=False):
        """Return an amount of a receipt in the promise's currency, or back, at the rate of its day."""
        theirs, mine = part.receipt.currency_id, self.currency_id
        if theirs == mine:
            return amount
        source, target = (mine, theirs) if back else (theirs, mine)
        return source._convert(amount, target, self.company_id, part.receipt.date_received)

    @api.model
    def _cron_settle(self):
        """Each night: what was due yesterday and is not paid is broken."""
        self.env["res.company"]._ops_each_on(self._settle_due)

    @api.model
    def _settle_due(self, company):
        """Say of the promises of a company whose day is over whether they were kept."""
        due = Domain("company_id", "=", company.id) & Domain("state", "=", "open")
        # sudo: the job works for every company; what is settled is open no more
        while found_sudo := self.sudo().search(due & Domain("date", "<", company._ops_today()), limit=BATCH):
            self._settle(company, found_sudo.partner_id)
