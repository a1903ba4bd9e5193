from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class OpsClauseItem(models.Model):
    """What can be reported of a clause, to be chosen from: Mandarin, manners, private calls (M7.7).

    Some are shipped, for all companies; each company adds its own, and takes out of use what it does not
    want.
    """

    _name = "ops.clause.item"
    _inherit = ["ops.kept", "ops.rule"]
    _description = "What can be reported of a clause"
    _order = "clause_id, sequence, id"

    _kept = _lt("What can be reported is never deleted: take it out of use instead.")
    _is_shipped = True

    # What an administrator may set of a shipped one; its words are the product's.
    _settings = {"active", "is_suspended", "sequence"}

    clause_id = fields.Many2one("ops.clause", required=True, ondelete="cascade", index=True)
    name = fields.Char("What", required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Empty: shipped.",
    )
    is_suspended = fields.Boolean("Not used", company_dependent=True)
    active = fields.Boolean(
        "In use",
        compute="_compute_active",
        inverse="_inverse_active",
        search="_search_active",
        default=True,
        help="Whether it can be chosen in the current company.",
    )

    @api.depends("is_suspended")
    @api.depends_context("company")
    def _compute_active(self):
        for item in self:
            item.active = not item.is_suspended

    def _inverse_active(self):
        for item in self:
            item.is_suspended = not item.active

    def _search_active(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("is_suspended", "in", [not val for val in value])

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        for item in items.filtered("company_id"):  # what is shipped is no change of a company's
            item._ops_log_first({"name": True})
        return items

    def write(self, vals):
        """Change the company's own, or whether a shipped one is used."""
        self._ops_refuse_shipped(vals.keys())
        is_own = all(item.company_id for item in self.sudo())  # sudo: whose it is
        with self._ops_traced({name: vals[name] for name in vals if is_own or name == "is_suspended"}):
            return super().write(vals)

    def _ops_refuse_shipped(self, names):
        # superuser mode is the data loading of an upgrade; users never have it
        if names - self._settings and not self.env.su and not all(item.company_id for item in self):
            raise UserError(
                self.env._(
                    "%(item)s comes with the rulebook: take it out of use, and add one in your own words.",
                    item=", ".join(self.mapped("display_name")),
                )
            )

    @api.model
    def _ops_rule_names(self):
        return frozenset({"name", "clause_id", "is_suspended"})

    def _ops_rule_clause(self, name):
        return self.clause_id.code
