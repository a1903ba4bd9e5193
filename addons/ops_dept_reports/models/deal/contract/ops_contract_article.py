from odoo import fields, models
from odoo.fields import Domain

SUBJECTS = [
    ("delivery", "Delivery"),
    ("payment", "Payment"),
    ("quality", "Quality"),
    ("warranty", "Warranty"),
    ("acceptance", "Acceptance"),
    ("liability", "Breach of contract"),
    ("dispute", "Disputes"),
    ("special", "Special terms"),
    ("other", "Other"),
]


class OpsContractArticle(models.Model):
    """A standard article of the sales contract's paper, in each language; a company may have its own.

    What a contract itself says on the subject is printed with it, or in its place.
    """

    _name = "ops.contract.article"
    _description = "Contract article"
    _order = "sequence, id"

    sequence = fields.Integer("Order", default=100)
    name = fields.Char("Heading", required=True, translate=True)
    text = fields.Text("Standard text", translate=True)
    subject = fields.Selection(
        SUBJECTS,
        default="other",
        required=True,
        help="Which terms of the contract belong here. Delivery date, place, payment terms and warranty are "
        "printed above the standard text; terms of quality, acceptance, breach, disputes and other terms "
        "that are entered on the contract are printed in its place.",
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: for all companies that have no article of their own on the subject.",
    )
    active = fields.Boolean(default=True)

    def _filter_for_company(self, company):
        """Return of these articles those that a company prints: its own before the shared ones.

        :param company: the `res.company` of the contract
        """
        own = self.filtered(lambda article: article.company_id == company)
        taken = set(own.mapped("subject")) - {"other"}
        shared = self.filtered(lambda article: not article.company_id and article.subject not in taken)
        return (own | shared).sorted()

    def _fetch_for_companies(self, companies):
        """Read the articles of these companies at once."""
        # sudo: the house's standard articles stand on its contracts, whoever prints
        return self.sudo().search(Domain("company_id", "in", [False, *companies.ids]))
