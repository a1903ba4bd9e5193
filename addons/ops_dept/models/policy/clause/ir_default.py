from odoo import api, models, tools
from odoo.exceptions import UserError

# What a company sets of its own stands on the clause, where it is checked and logged.
CLAUSES = ("ops.clause", "ops.clause.limit")


class IrDefault(models.Model):
    """What holds where a company set nothing is the rulebook itself: no default switches a clause off."""

    _inherit = "ir.default"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_rules(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._ops_refuse_rules(vals)
        return super().write(vals)

    def _ops_refuse_rules(self, vals):
        if vals.get("field_id") in self._ops_rule_field_ids():
            raise UserError(
                self.env._(
                    "Clauses have no default of their own: a rulebook administrator switches a clause off or "
                    "changes its limit on the clause."
                )
            )

    @api.model
    @tools.ormcache()
    def _ops_rule_field_ids(self):
        # sudo: ids only, for whoever sets a default
        return frozenset(self.env["ir.model.fields"].sudo().search([("model", "in", CLAUSES)]).ids)
