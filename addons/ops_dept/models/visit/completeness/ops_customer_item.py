from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class OpsCustomerItem(models.Model):
    """A thing to know of a customer: how much it counts, and whether it is known before the first visit.

    Shipped with the product; each company sets weights of its own (managers) and what the first visit needs
    (rulebook administrators, it is in the log).
    """

    _name = "ops.customer.item"
    _inherit = ["ops.kept", "ops.rule"]
    _description = "What is known of a customer"
    _order = "sequence, id"

    _kept = _lt("What is counted comes with the product: set its weight to 0 instead.")
    _is_shipped = True

    name = fields.Char(required=True, translate=True, readonly=True)
    code = fields.Char(required=True, readonly=True, export_string_translation=False)
    sequence = fields.Integer(default=10)
    shipped_weight = fields.Integer(readonly=True)
    shipped_minimum = fields.Boolean(readonly=True)
    is_own_weight = fields.Boolean(company_dependent=True)
    own_weight = fields.Integer(company_dependent=True)
    own_minimum = fields.Selection([("yes", "Yes"), ("no", "No")], company_dependent=True)
    weight = fields.Integer(
        compute="_compute_weight",
        inverse="_inverse_weight",
        help="How much it counts for the completeness of a file; 0: not at all (M1.5).",
    )
    is_minimum = fields.Boolean(
        "Before the first visit",
        compute="_compute_is_minimum",
        inverse="_inverse_is_minimum",
        help="Asked for before somebody goes there for the first time (V2.1).",
    )

    _code_unique = models.UniqueIndex("(code)", "This is counted already.")

    @api.depends("own_weight", "is_own_weight", "shipped_weight")
    @api.depends_context("company")
    def _compute_weight(self):
        for item in self:
            item.weight = item.own_weight if item.is_own_weight else item.shipped_weight

    def _inverse_weight(self):
        for item in self:
            if not 0 <= item.weight <= 100:
                raise ValidationError(
                    self.env._("%(item)s: a weight lies between 0 and 100 (M1.5).", item=item.name)
                )
            own = item.weight != item.shipped_weight
            item.write({"own_weight": own and item.weight, "is_own_weight": own})

    @api.depends("own_minimum", "shipped_minimum")
    @api.depends_context("company")
    def _compute_is_minimum(self):
        for item in self:
            item.is_minimum = item.own_minimum == "yes" if item.own_minimum else item.shipped_minimum

    def _inverse_is_minimum(self):
        for item in self:
            own = item.is_minimum != item.shipped_minimum
            item.own_minimum = own and ("yes" if item.is_minimum else "no")

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------
    def write(self, vals):
        self._ops_refuse_shipped(vals.keys())
        with self._ops_traced(vals):
            result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def _ops_refuse_shipped(self, names):
        if not self.env.su and names & {"name", "code", "shipped_weight", "shipped_minimum"}:
            raise UserError(self.env._("What is counted comes with the product; change its weight instead."))

    @api.model
    def _ops_rule_names(self):
        return frozenset({"is_minimum", "own_minimum"})

    def _ops_rule_clause(self, name):
        return "V2.1"

    def _ops_rule_label(self, name):
        return self.name if len(self) == 1 else super()._ops_rule_label("is_minimum")

    def _ops_rule_texts(self, names):
        """A company's own value and what holds are one rule."""
        return {"is_minimum": self._ops_rule_text("is_minimum")}

    # ------------------------------------------------------------------
    # What others ask
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache("company.id")
    def _get_weights(self, company):
        """Return code → weight in this company, of what counts there."""
        # sudo: weights are no secret
        items = self.sudo().with_company(company).search([("code", "!=", False)])
        return {item.code: item.weight for item in items if item.weight}

    @api.model
    @tools.ormcache("company.id")
    def _get_minimum(self, company):
        """Return the codes of what this company knows before a first visit."""
        items = self.sudo().with_company(company).search([("code", "!=", False)])  # sudo: as above
        return tuple(item.code for item in items if item.is_minimum)

    @api.model
    @tools.ormcache("self.env.lang")
    def _get_names(self):
        """Return code → what it is called, in the user's language."""
        items = self.sudo().search([("code", "!=", False)])  # sudo: as above
        return {item.code: item.name for item in items}
