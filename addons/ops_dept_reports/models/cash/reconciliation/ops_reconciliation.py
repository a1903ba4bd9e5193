from odoo import models
from odoo.tools import format_date


class OpsReconciliation(models.Model):
    """What the statement of account says, in the language of the environment."""

    _inherit = "ops.reconciliation"

    def _get_statement_papers(self):
        """Return statement id → what its paper says; the lines of all of them come from one statement.

        Clause: R13
        """
        movements = self._get_movements()
        return {each.id: each._get_statement_paper(movements[each.id]) for each in self}

    def _get_statement_paper(self, movements):
        self.ensure_one()
        company = self.company_id
        partner_sudo = self.sudo().partner_id  # sudo: how the customer of a statement that is read is named

        def say(amount):
            return self.currency_id.format(amount)

        def day(value):
            return format_date(self.env, value, date_format="yyyy-MM-dd")

        return {
            "number": self.name,
            "date": format_date(self.env, self.date_to, date_format="long"),
            "span": f"{day(self.date_from)} – {day(self.date_to)}",
            "company": company.name,
            "customer": partner_sudo._ops_paper_party(),
            "salesman": self.user_id.sudo().name or "",  # sudo: a colleague's name
            "opening": say(self.opening),
            "sums": [
                (label, say(amount))
                for label, amount in (
                    (self.env._("Opening balance"), self.opening),
                    (self.env._("Invoiced"), self.invoiced),
                    (self.env._("Credit notes"), self.credited),
                    (self.env._("Money received"), self.received),
                    (self.env._("Other"), self.other),
                )
                if amount or label == self.env._("Opening balance")
            ],
            "closing": say(self.closing),
            "words": self.currency_id._ops_amount_in_words(self.closing),
            "rows": [
                {
                    "date": day(moment),
                    "entry": entry,
                    "words": words.replace(entry, "").strip(" -"),
                    "debit": say(amount) if amount > 0 else "",
                    "credit": say(-amount) if amount < 0 else "",
                    "balance": say(balance),
                }
                for moment, entry, words, amount, balance in movements
            ],
        }
