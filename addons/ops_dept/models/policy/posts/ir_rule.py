from odoo import models


class IrRule(models.Model):
    """Set up together with groups, as in plain Odoo: a group in use by a rule cannot be deleted.

    `res.groups` and `ir.rule` share a relation and disagree on that. Odoo sets up again what an add-on
    extends; with groups alone, a rule could lose its last group, and would then bind everybody.
    """

    _inherit = "ir.rule"
