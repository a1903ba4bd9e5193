from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date


class OpsVisit(models.Model):
    """Before the door: how satisfied the customer is, of what that is made, and what he said last (M1.5)."""

    _inherit = "ops.visit"

    _card_rows = ((25, "_card_satisfaction"),)

    def _card_satisfaction(self):
        """Say the number with its parts, and the customer's last words."""
        company = self.company_id or self.env.company
        customer = self.env["ops.customer"]._get_of(self.partner_id, company)
        if not customer:
            return []
        text = customer.satisfaction_text
        if customer.satisfaction_level != "none":
            text = f"{text}\n{customer.satisfaction_parts}"
        return [
            (self.env._("Satisfaction"), text),
            (self.env._("What he said last"), self._get_last_words(customer)),
        ]

    def _get_last_words(self, customer):
        """Return the customer's last rating with words, empty where the user may not read it."""
        last = self.env["rating.rating"].search(
            Domain("ops_customer_id", "=", customer.partner_id.id)
            & Domain("ops_company_id", "=", customer.company_id.id)
            & Domain("consumed", "=", True)
            & Domain("feedback", "not in", [False, ""]),
            order="rated_on desc, id desc",
            limit=1,
        )
        if not last:
            return ""
        face = dict(last._fields["rating_text"]._description_selection(self.env))[last.rating_text]
        return f"{format_date(self.env, last.rated_on)} · {face} · {(last.feedback or '')[:200]}"
