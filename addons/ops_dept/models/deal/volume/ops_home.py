from odoo import api, models
from odoo.fields import Domain


class OpsHome(models.AbstractModel):
    """Contract volumes among the registers, and how many are being prepared."""

    _inherit = "ops.home"

    @api.model
    def _get_register_rows(self):
        return [
            *super()._get_register_rows(),
            self._list_row(self.env._("Contract volumes"), "ops_dept.ops_contract_volume_action"),
        ]

    @api.model
    def _get_line_rows(self):
        waiting = Domain("state", "=", "archived") & Domain("volume_id", "=", False)
        return [
            *super()._get_line_rows(),
            self._line_row(self.env._("Contracts to bind"), "ops.contract", waiting),
        ]
