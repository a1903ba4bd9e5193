from odoo import api, models
from odoo.exceptions import UserError

# What a company sets of its own stands on the clause, where it is checked and logged.
CLAUSES = ("ops.clause", "ops.clause.limit")


class IrDefault(models.Model):
    """What holds where a company set nothing is the rulebook itself: no default switches a clause off."""

    _inherit = "ir.default"

    @api.model_create_multi
    def create(self, vals_list):
        defaults = super().create(vals_list)
        defaults._ops_refuse_rules()
        return defaults

    def write(self, vals):
        result = super().write(vals)
        self._ops_refuse_rules()
        return result

    def _ops_refuse_rules(self):
        # sudo: which field it is about, whoever sets the default
        if any(model in CLAUSES for model in self.sudo().field_id.mapped("model")):
            raise UserError(
                self.env._(
                    "Clauses have no default of their own: a rulebook administrator switches a clause off or "
                    "changes its limit on the clause."
                )
            )
