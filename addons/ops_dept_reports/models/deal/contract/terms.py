"""What the paper will say stands on the contract's form: also what nobody entered."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import get_lang

ARTICLE = Markup('<div class="mb-3"><strong>%s%s</strong>%s%s</div>')
FACT = Markup('<div><span class="text-muted">%s</span> %s</div>')
TEXT = Markup('<div style="white-space: pre-line">%s</div>')


class OpsContract(models.Model):
    _inherit = "ops.contract"

    paper_articles = fields.Html(
        "Articles on paper",
        compute="_compute_paper_articles",
        help="As the contract prints them, in the customer's language: the standard articles of the house, "
        "and what is entered here in their place (W3.D).",
    )

    @api.depends(
        "kind",
        "company_id",
        "partner_id.lang",
        "payment_term_id",
        "date_delivery",
        "delivery_place",
        "warranty_months",
        "quality_terms",
        "acceptance_terms",
        "liability_terms",
        "dispute_terms",
        "other_terms",
        "order_ids.commitment_date",
        "order_ids.order_line.customer_lead",
        "order_ids.partner_shipping_id",
    )
    def _compute_paper_articles(self):
        """Write the articles as the paper does. Clause: W3.D"""
        articles = self.env["ops.contract.article"]._fetch_for_companies(self.company_id)
        for contract in self:
            if not contract._is_formal():
                contract.paper_articles = False
                continue
            lang = get_lang(self.env, contract.partner_id.lang).code
            written = contract.with_context(lang=lang)
            own = articles.with_context(lang=lang)._filter_for_company(contract.company_id)
            # sudo: what a contract's orders promise is on its paper for everybody who may read it
            orders = written.sudo()._get_covered_orders()
            contract.paper_articles = Markup().join(
                ARTICLE
                % (
                    article["number"],
                    article["name"],
                    Markup().join(FACT % fact for fact in article["facts"]),
                    TEXT % article["text"] if article["text"] else "",
                )
                for article in written._get_paper_articles(own, orders)
            )
