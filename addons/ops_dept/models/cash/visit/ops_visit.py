from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class OpsVisit(models.Model):
    """The arrears of the customer, as far as the user may read his invoices (P1.2)."""

    _inherit = "ops.visit"

    _card_rows = ((60, "_card_arrears"),)

    def _card_arrears(self):
        """Say how much is overdue, since when, and on how many invoices: nothing where he may read none."""
        company, moves = self.company_id or self.env.company, self.env["account.move"]
        if not self.partner_id or not moves.has_access("read"):
            return []
        [(count, amount, since)] = moves._read_group(
            moves._ops_overdue_domain(company)
            & Domain("commercial_partner_id", "=", self.partner_id.commercial_partner_id.id),
            [],
            ["__count", "amount_residual_signed:sum", "invoice_date_due:min"],
        )
        if not count or company.currency_id.compare_amounts(amount, 0) <= 0:
            return []
        text = self.env._(
            "%(amount)s on %(count)s invoices, since %(day)s",
            amount=company.currency_id.format(amount),
            count=count,
            day=format_date(self.env, fields.Date.to_date(since)),
        )
        return [(self.env._("Arrears, with tax"), text)]
