from odoo import api, fields, models
from odoo.tools import format_date

from ..arrears.ops_release import READERS
from ..instrument.ops_instrument import AWAITED


class OpsRelease(models.Model):
    """Who asks for goods and who decides sees which papers of the customer are not money yet; it stops
    nobody (W4.C, R12).
    """

    _inherit = "ops.release"

    customer_papers = fields.Char(
        "Cheques and bills not paid yet", compute="_compute_customer_papers", groups=READERS
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_customer_papers(self):
        # sudo: shown to whoever may read the field, who asks for or releases goods
        groups = (
            self.env["ops.instrument"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                    ("company_id", "in", self.company_id.ids),
                    ("state", "in", AWAITED),
                ],
                ["partner_id", "company_id", "currency_id"],
                ["__count", "amount:sum", "date_due:max"],
            )
        )
        texts = {}
        for partner, company, currency, count, amount, last in groups:
            words = [str(count), currency.format(amount)]
            if last:
                words.append(self.env._("the last due on %s", format_date(self.env, last)))
            texts.setdefault((partner, company), []).append(" · ".join(words))
        for release in self:
            key = (release.partner_id.commercial_partner_id, release.company_id)
            release.customer_papers = "; ".join(texts.get(key, ()))
