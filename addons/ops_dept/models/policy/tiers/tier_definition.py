from odoo import api, fields, models, tools
from odoo.fields import Domain

from ....tools.removal import goes_with_addon

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
    """Who decides: with posts of the rulebook, and changed by its administrators alone, in the log."""

    _name = "tier.definition"
    _inherit = ["tier.definition", "ops.rule"]

    review_type = fields.Selection(
        selection_add=[("ops_post", "Post of the rulebook")],
        ondelete={"ops_post": "cascade"},
    )
    ops_post = fields.Selection(
        POSTS,
        string="Post",
        help="Decided by whoever holds this post for the document: on its team, else on the company, else "
        "anybody with the role.",
    )
    ops_is_ours = fields.Boolean(
        "Of the rulebook", compute="_compute_ops_is_ours", search="_search_ops_is_ours"
    )
    ops_clause_code = fields.Char("Clause", help="Code of the clause this approval carries out, e.g. W2.E.")
    ops_time_limit = fields.Integer(
        "Time limit (working days)",
        default=1,
        help="Until the end of which working day after its turn has come the approver decides. When that "
        "nears he is reminded, then those above him are told. 0: no limit.",
    )

    _ops_time_limit_positive = models.Constraint(
        "CHECK (ops_time_limit >= 0)",
        "The time limit of an approval is a number of working days, or 0 for none.",
    )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        self._ops_check_coming(vals_list)
        definitions = super().create(vals_list)
        self.env.registry.clear_cache()
        definitions._ops_filter_ours()._ops_log_came()
        return definitions

    def write(self, vals):
        before = self._ops_filter_ours()
        self._ops_check_coming([vals])
        with before._ops_traced(vals):
            result = super().write(vals)
        self.env.registry.clear_cache()
        added = self._ops_filter_ours() - before
        added._ops_log_came()
        return result

    def unlink(self):
        for ours in () if goes_with_addon(self.env) else self._ops_filter_ours():
            named = ours._ops_as_logged()
            ours._ops_log_whole(named._ops_rule_text("active"), named.env._("deleted"))
        self.env.registry.clear_cache()
        return super().unlink()

    def _ops_check_coming(self, vals_list):
        """Check the right to give documents of ours a tier, before anything is written."""
        named = [vals["model_id"] for vals in vals_list if vals.get("model_id")]
        models = self.env["ir.model"].sudo().browse(named).mapped("model")  # sudo: names
        ours = not set(models).isdisjoint(self.env["ops.gated"]._ops_gated_model_names())
        if ours and self.env.registry.ready:
            self._ops_check_rule_right(["active"])

    def _ops_filter_ours(self):
        return self.sudo().filtered("ops_is_ours").sudo(self.env.su)  # sudo: whose it is, whoever asks

    def _ops_log_came(self):
        self._ops_log_whole("-", self._ops_as_logged().env._("added"))

    def _ops_log_whole(self, before, after):
        """Log that a tier came or went, after checking the right; while the product itself is installed it
        is no change.
        """
        if not self or not self.env.registry.ready:
            return
        self._ops_check_rule_right(["active"])
        for definition in self._ops_as_logged():
            definition._ops_log_rule("active", before, after)

    @api.model
    @tools.ormcache()
    def _ops_rule_names(self):
        """All that is stored of a tier decides who is asked, and when."""
        return frozenset(self._ops_entered_names())

    def _ops_rule_clause(self, name):
        return self.ops_clause_code

    def _ops_rule_label(self, name):
        return self.env._("Approval tier") if name == "active" else super()._ops_rule_label(name)

    def _ops_rule_text(self, name):
        if name == "active":
            return self.env._("in use") if self.active else self.env._("archived")
        return super()._ops_rule_text(name)

    # ------------------------------------------------------------------
    # Whose tiers
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache("model", "company_id")
    def _ops_codes_in_use(self, model, company_id):
        """Return the codes of the clauses that have a tier in use for a company's documents of a model; asked
        at each approval.
        """
        of_company = Domain("model", "=", model) & Domain("company_id", "in", [False, company_id])
        in_use_sudo = self.sudo().search_fetch(of_company, ["ops_clause_code"])  # sudo: codes
        return frozenset(in_use_sudo.mapped("ops_clause_code"))

    @api.model
    @tools.ormcache("model", "company_id")
    def _ops_archived_ids(self, model, company_id):
        """Return the ids of the archived tiers of clauses for a company's documents of a model; asked at each
        request.
        """
        of_company = Domain("model", "=", model) & Domain("company_id", "in", [False, company_id])
        archived = of_company & Domain("active", "=", False) & Domain("ops_clause_code", "!=", False)
        return tuple(self.sudo().search(archived).ids)  # sudo: ids only

    def _compute_ops_is_ours(self):
        for definition in self:
            definition.ops_is_ours = definition.model in self.env["ops.gated"]._ops_gated_model_names()

    def _search_ops_is_ours(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            "model", "in" if True in value else "not in", self.env["ops.gated"]._ops_gated_model_names()
        )

    def _ops_means(self, user):
        """Tell whether a tier can be this user's to decide: by his role, his name or his group."""
        self.ensure_one()
        if self.review_type == "ops_post":
            return self.env["ops.post.mixin"]._ops_post_group_id(self.ops_post) in user._get_group_ids()
        return user in self.reviewer_id or user in self.reviewer_group_id.all_user_ids

    def _get_tier_validation_model_names(self):
        names = super()._get_tier_validation_model_names()
        return names + [name for name in self.env["ops.gated"]._ops_gated_model_names() if name not in names]
