from odoo import fields, models
from odoo.fields import Domain

# The posts a tier can be given to; labels as they stand on paper and in the inbox.
POSTS = [
    ("sales_manager", "Sales manager"),
    ("support", "Sales support"),
    ("technical", "Technical"),
    ("purchasing", "Purchasing"),
    ("finance", "Finance"),
    ("warehouse", "Warehouse"),
    ("office", "Office"),
    ("leader", "Company leader"),
    ("general_manager", "General manager"),
]


class TierDefinition(models.Model):
    _inherit = "tier.definition"

    review_type = fields.Selection(
        selection_add=[("ops_post", "Post of the rulebook")],
        ondelete={"ops_post": "cascade"},
    )
    ops_post = fields.Selection(
        POSTS,
        string="Post",
        help="Decided by whoever holds this post for the document: on its team, else on the company, "
        "else anybody with "
        "the role.",
    )
    ops_is_ours = fields.Boolean(
        "Of the rulebook", compute="_compute_ops_is_ours", search="_search_ops_is_ours"
    )
    ops_clause_code = fields.Char("Clause", help="Code of the clause this approval carries out, e.g. W2.E.")

    def _compute_ops_is_ours(self):
        for definition in self:
            definition.ops_is_ours = definition.model in self.env["ops.gated"]._ops_gated_model_names()

    def _search_ops_is_ours(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            "model", "in" if True in value else "not in", self.env["ops.gated"]._ops_gated_model_names()
        )

    def _get_tier_validation_model_names(self):
        names = super()._get_tier_validation_model_names()
        return names + [name for name in self.env["ops.gated"]._ops_gated_model_names() if name not in names]
