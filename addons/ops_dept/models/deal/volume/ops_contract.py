from odoo import fields, models
from odoo.exceptions import UserError

from .ops_contract_volume import CODE


class OpsContract(models.Model):
    """In which volume the original of a contract is bound, and at which place (R15)."""

    _inherit = "ops.contract"

    volume_id = fields.Many2one(
        "ops.contract.volume",
        "Bound in",
        readonly=True,
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        stamp=True,
    )
    volume_position = fields.Integer("No. in the volume", readonly=True, copy=False, stamp=True)

    def _check_bind(self):
        """A contract is bound with its volume, never alone."""
        in_force = self.env["ops.clause"]._is_in_force
        for contract in self._ops_filter_on():
            if in_force(CODE, contract.company_id) and not contract.volume_id:
                raise UserError(
                    self.env._(
                        "%(contract)s is bound with the contract volume of its month, which sales support "
                        "prepares (R15).",
                        contract=contract.display_name,
                    )
                )
