from odoo import models
from odoo.exceptions import UserError

from odoo.addons.ops_dept.models.deal.contract.ops_contract import ENDED  # pylint: disable=no-name-in-module

from ....tools import article_number, split_tail, watermark

REPORT = "ops_dept_reports.ops_contract"
# Terms entered on the contract in place of the standard text.
OWN_TERMS = {
    "quality": "quality_terms",
    "acceptance": "acceptance_terms",
    "liability": "liability_terms",
    "dispute": "dispute_terms",
    "special": "other_terms",
}


class OpsContract(models.Model):
    """The sales contract's paper: parties, goods, money, articles, places for signatures and seals."""

    _name = "ops.contract"
    _inherit = ["ops.contract", "ops.printed"]

    # ------------------------------------------------------------------
    # May it be printed
    # ------------------------------------------------------------------
    def _is_print_marked(self, report):
        return report.report_name == REPORT or super()._is_print_marked(report)

    def _ops_require_printable(self, report):
        """Only a formal contract in one currency has a paper; drafts are marked. Clause: W3.D"""
        result = super()._ops_require_printable(report)
        if report.report_name == REPORT:
            for contract in self:
                contract._check_paper()
        return result

    def _check_paper(self):
        if not self._is_formal():
            raise UserError(
                self.env._(
                    "%s is an order without contract and has no contract paper: sales support issues the "
                    "formal contract first (W3.F).",
                    self.display_name,
                )
            )
        if len(self._get_covered_orders().currency_id) > 1:
            raise UserError(
                self.env._(
                    "%s: its orders are in different currencies. Sales support makes a contract for each "
                    "currency, a paper states one total (W3.D).",
                    self.display_name,
                )
            )

    def _get_watermark(self):
        """Return the word across each page of what is no contract yet, or none any more (empty: none)."""
        self.ensure_one()
        if self.state == "approved" or self._is_signed():
            return ""
        if self.state in ENDED:
            return self.env._("VOID")
        return self.env._("DRAFT") if self.state == "issued" else self.env._("NEGOTIATION DRAFT")

    def _get_submit_blockers(self):
        """Ask for our own bank and account before a contract prints them blank. Clause: W3.D"""
        blockers = super()._get_submit_blockers()
        if not self._is_formal():
            return blockers
        # sudo: whether our account is known; it stands on our papers
        bank = self.company_id.sudo().partner_id._ops_paper_bank(self.currency_id)
        if not (bank["bank"] and bank["number"]):
            blockers.append(
                self.env._(
                    "Ask the administrator to enter finance's bank and account for %(currency)s on the "
                    "contact of %(company)s: the contract prints them (W3.D).",
                    currency=self.currency_id.name,
                    company=self.company_id.name,
                )
            )
        return blockers

    # ------------------------------------------------------------------
    # What it says
    # ------------------------------------------------------------------
    def _get_contract_paper(self, articles):
        """Return what the contract's paper says, written in the language of the environment.

        Clauses: W3.D, M7.3

        :param articles: the standard articles of the contract's company, see `ops.contract.article`
        :return: texts ready to print; parts that the contract does not have are empty
        :rtype: dict
        """
        self.ensure_one()
        # sudo: goods and money of a contract are on its paper for everybody who may read it
        orders = self.sudo()._get_covered_orders().sorted("id")
        word = self._get_watermark()
        return {
            "number": self.name,
            "date": self._ops_paper_date(self.date_signed),
            "place": self.company_id.city or "",
            "amends": self.parent_id
            and self.env._(
                "This agreement amends contract %s. What it does not change stays in force.",
                self.parent_id.sudo().name,  # sudo: the number only
            ),
            "watermark": watermark(word) if word else "",
            "parties": self._get_paper_parties(),
            "first": article_number(1, self.env.lang),
            "table": orders._ops_paper_table() if orders else {},
            "articles": self._get_paper_articles(
                articles.with_context(lang=self.env.lang)._filter_for_company(self.company_id), orders
            ),
            "stamps": self._ops_paper_stamps(),
        }

    def _get_paper_parties(self):
        """Return buyer and seller, each with the account that is on its invoices."""
        # sudo: our own address and account, and the salesperson's business phone
        house_sudo, user_sudo = self.company_id.sudo().partner_id, self.user_id.sudo()
        currency = self.currency_id
        return [
            {
                "side": self.env._("Party A (buyer)"),
                **self.partner_id._ops_paper_party(),
                "bank": self.partner_id._ops_paper_bank(currency),
            },
            {
                "side": self.env._("Party B (seller)"),
                **house_sudo._ops_paper_party(),
                "contact": user_sudo.name or "",
                "phone": user_sudo.phone or house_sudo.phone or "",
                "bank": house_sudo._ops_paper_bank(currency),
            },
        ]

    def _get_paper_articles(self, articles, orders):
        """Return number, heading, facts (label, text) and text of each article that says anything.

        The first article is the table of goods, where there is one.
        """
        said = []
        for article in articles:
            own = (self[OWN_TERMS[article.subject]] or "").strip() if article.subject in OWN_TERMS else ""
            said.append(
                {
                    "name": article.name,
                    "facts": self._get_paper_facts(article.subject, orders),
                    "text": own or (article.text or "").strip(),
                }
            )
        subjects = set(articles.mapped("subject"))
        # what was negotiated is printed also where the house dropped the article it would stand in
        said += [
            {"name": self._fields[name].get_description(self.env)["string"], "facts": [], "text": self[name]}
            for subject, name in OWN_TERMS.items()
            if subject not in subjects and self[name]
        ]
        said = [article for article in said if article["facts"] or article["text"]]
        numbered = enumerate(said, 2 if orders else 1)
        return [
            {
                **article,
                "number": article_number(number, self.env.lang),
                **dict(zip(("head", "tail"), split_tail(article["text"]), strict=True)),
            }
            for number, article in numbered
        ]

    def _get_paper_facts(self, subject, orders):
        """Return (label, text) of what the contract's fields say on a subject."""
        _ = self.env._
        facts = []
        if subject == "delivery":
            facts = [
                (_("Delivery date"), self._paper_delivery(orders)),
                (_("Place and way of delivery"), self.delivery_place or self._paper_place(orders)),
            ]
        elif subject == "payment":
            facts = [(_("Payment terms"), self.payment_term_id.name)]
        elif subject == "warranty" and self.warranty_months:
            facts = [(_("Warranty"), _("%s months from delivery", self.warranty_months))]
        return [(label, text) for label, text in facts if text]

    def _paper_delivery(self, orders):
        if self.date_delivery:
            return self._ops_paper_date(self.date_delivery)
        if len(orders) < 2 or not orders._ops_delivery_promise():
            return orders[:1]._ops_paper_delivery() if orders else ""
        return "\n".join(f"{order.name}: {order._ops_paper_delivery()}" for order in orders)

    def _paper_place(self, orders):
        places = orders.partner_shipping_id
        if len(places) != 1:
            return ""
        return " ".join(filter(None, (places._ops_address_line(), places.name, places.phone)))
