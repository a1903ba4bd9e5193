from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class OpsChecklist(models.Model):
    """A list that comes with the product: what to take along on visits. Rooms add other uses.

    Its name and clauses are the product's; what stands on it each company changes for itself.
    """

    _name = "ops.checklist"
    _inherit = ["ops.kept", "ops.rule"]
    _description = "Checklist"
    _order = "use, sequence, id"

    _kept = _lt("Checklists come with the product and stay.")
    _is_shipped = True

    name = fields.Char(required=True, translate=True, readonly=True)
    use = fields.Selection([("preparation", "Preparation")], required=True, readonly=True, index=True)
    sequence = fields.Integer(default=10)
    clause_ids = fields.Many2many("ops.clause", string="Clauses", readonly=True)
    item_ids = fields.One2many("ops.checklist.item", "checklist_id", "What stands on it")

    @api.model
    def _shipped_names(self):
        """Return the fields that come with the product."""
        return frozenset({"name", "use", "clause_ids"})

    def write(self, vals):
        self._ops_refuse_shipped(vals.keys())
        with self._ops_traced(vals):
            return super().write(vals)

    def _ops_refuse_shipped(self, names):
        # superuser mode is the data loading of an upgrade; users never have it
        if names & self._shipped_names() and not self.env.su:
            raise UserError(
                self.env._(
                    "%(list)s comes with the product: change what stands on it instead.",
                    list=", ".join(self.mapped("display_name")),
                )
            )
