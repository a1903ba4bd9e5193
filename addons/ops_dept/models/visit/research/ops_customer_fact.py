from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsCustomerFact(models.Model):
    """Something learnt about a customer or a lead, with its day and where from: a fact, a need, an interest.

    Who may read the file, the lead or the visit reads what is known there; who may write it adds to it.

    Clauses: N1.2, M1.5
    """

    _name = "ops.customer.fact"
    _inherit = ["ops.document.part"]
    _description = "Fact about a customer"
    _order = "date desc, id desc"
    _rec_name = "text"

    _document_fields = ("customer_id", "lead_id")

    kind = fields.Selection(
        [("fact", "Fact"), ("need", "Need"), ("interest", "Interest")], required=True, default="fact"
    )
    text = fields.Char("What", required=True)
    date = fields.Date("Learnt on", required=True, default=fields.Date.context_today)
    source = fields.Char("Where from", help="A talk, the news, his website, a fair …")
    user_id = fields.Many2one(
        "res.users", "By", readonly=True, default=lambda self: self.env.user, ondelete="restrict"
    )
    customer_id = fields.Many2one("ops.customer", "Customer file", index="btree_not_null", ondelete="cascade")
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade")

    _about = models.Constraint(
        "CHECK (customer_id IS NOT NULL OR lead_id IS NOT NULL)", "A fact is about a customer or a lead."
    )

    @api.constrains("date")
    def _check_date(self):
        for fact in self:
            if fact.date > fields.Date.context_today(fact):
                raise UserError(
                    self.env._("“%(fact)s” cannot be learnt in the future (N1.2).", fact=fact.text)
                )
