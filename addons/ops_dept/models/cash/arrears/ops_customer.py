from odoo import api, fields, models
from odoo.fields import Domain

from ..promise.ops_promise import OWED

AGGREGATES = ("amount_residual_signed:sum", "invoice_date_due:min", "__count")


class OpsCustomer(models.Model):
    """What the customer owes past its day: whoever looks after him presses him for it (W5.A)."""

    _inherit = "ops.customer"

    amount_overdue = fields.Monetary(
        "Overdue, with tax",
        compute="_compute_overdue",
        search="_search_amount_overdue",
        currency_field="company_currency_id",
        help="Of invoices past their day, less credit notes not used yet; in the company's currency.",
    )
    date_overdue = fields.Date("Overdue since", compute="_compute_overdue")
    overdue_count = fields.Integer("Invoices overdue", compute="_compute_overdue")
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    promise_text = fields.Char("Promised to pay", compute="_compute_promise_text")

    @api.depends("partner_id", "company_id")
    def _compute_overdue(self):
        self.amount_overdue = self.date_overdue = self.overdue_count = False
        for company, customers in self.grouped("company_id").items():
            if not company:
                continue
            owed = self._read_overdue(company, customers.partner_id)
            for customer in customers:
                amount, since, count = owed.get(customer.partner_id.id, (0.0, False, 0))
                if company.currency_id.compare_amounts(amount, 0) > 0:
                    customer.amount_overdue = amount
                    customer.date_overdue = since
                    customer.overdue_count = count

    @api.model
    def _read_overdue(self, company, partners=None):
        """Return customer id → (amount with tax, since, number of invoices); without partners of all."""
        # sudo: how much his customer owes is what he is to collect; no invoice gets out
        moves_sudo = self.env["account.move"].sudo()
        domain = moves_sudo._ops_overdue_domain(company)
        if partners is not None:
            domain &= Domain("commercial_partner_id", "in", partners.ids)
        groups = moves_sudo._read_group(domain, ["commercial_partner_id"], AGGREGATES)
        return {partner.id: values for partner, *values in groups}

    @api.model
    def _search_amount_overdue(self, operator, value):
        if operator not in (">", ">=") or not isinstance(value, (int, float)) or value < 0:
            return NotImplemented
        found = []
        for company in self.env.companies:
            owed = self._read_overdue(company)
            compare = company.currency_id.compare_amounts
            wanted = {
                partner_id
                for partner_id, (amount, *_rest) in owed.items()
                if compare(amount, value) > 0 or (operator == ">=" and not compare(amount, value))
            }
            found.append(Domain("company_id", "=", company.id) & Domain("partner_id", "in", wanted))
        return Domain.OR(found)

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_promise_text(self):
        """The customer's next open promise, else the last one that he broke."""
        promises = self.env["ops.promise"].search(
            Domain("partner_id", "in", self.partner_id.ids) & Domain("state", "in", OWED),
            order="date, id",
        )
        found = promises.grouped(lambda promise: (promise.partner_id, promise.company_id))
        for customer in self:
            mine = found.get((customer.partner_id, customer.company_id), promises.browse())
            first_open = mine.filtered(lambda promise: promise.state == "open")[:1]
            customer.promise_text = (first_open or mine[-1:])._say_with_state()

    def action_call(self):
        """Open a call to this customer about what he owes. Clause: W5.A"""
        self.ensure_one()
        return self.env["ops.visit"]._open_collection_call(self.partner_id, self.company_id)
