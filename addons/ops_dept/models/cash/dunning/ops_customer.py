from odoo import api, fields, models
from odoo.tools import format_date

from ....tools.actions import open_records

# What follows a letter while something is owed.
NEXT = {"friendly": "demand", "demand": "last", "last": "last"}


class OpsCustomer(models.Model):
    """Whom to press is written to: letters to several customers at once (W5.A)."""

    _inherit = "ops.customer"

    dunning_text = fields.Char("Last letter", compute="_compute_dunning_text")

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_dunning_text(self):
        letters = self.env["ops.dunning"]
        wordings = dict(letters._fields["wording"]._description_selection(self.env))
        self.dunning_text = False
        for company, customers in self.grouped("company_id").items():
            last = letters._get_last_sent(company, customers.partner_id) if company else {}
            for customer in customers:
                letter = last.get(customer.partner_id.id)
                if letter:
                    day = format_date(self.env, company._ops_day_of(letter.date_sent))
                    customer.dunning_text = f"{day} {wordings[letter.wording]}"

    def action_write_dunning(self):
        """Open the dunning letters to these customers, a draft each, one step sterner than the last one that
        went out since the oldest invoice was due.

        Clause: W5.A
        """
        letters = self.env["ops.dunning"]
        drafts = letters.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "draft"),
            ]
        )
        written = {(draft.partner_id, draft.company_id) for draft in drafts}
        vals_list = []
        for company, customers in self.grouped("company_id").items():
            last = letters._get_last_sent(company, customers.partner_id)
            vals_list += [
                {
                    "partner_id": customer.partner_id.id,
                    "company_id": company.id,
                    "wording": customer._get_next_wording(last.get(customer.partner_id.id)),
                }
                for customer in customers
                if customer.amount_overdue and (customer.partner_id, company) not in written
            ]
        return open_records(drafts | letters.create(vals_list), self.env._("Dunning letters"))

    def _get_next_wording(self, letter):
        """Return how sternly to write now; a letter about an older debt does not count."""
        if not letter or self.company_id._ops_day_of(letter.date_sent) < self.date_overdue:
            return "friendly"
        return NEXT[letter.wording]
