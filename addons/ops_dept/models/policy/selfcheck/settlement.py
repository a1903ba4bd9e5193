from odoo import api, models

SETTINGS = ("ops_staff_account_id", "ops_fine_account_id", "ops_penalty_journal_id")


class OpsSelfcheck(models.AbstractModel):
    """Whether decided cases can be settled in the books (R16)."""

    _inherit = "ops.selfcheck"

    _checks = ((65, "_check_settlement"),)

    @api.model
    def _check_settlement(self):
        _ = self.env._
        company = self.env.company
        empty = [name for name in SETTINGS if not company[name]]
        return self._found(
            _("Settlement of cases"),
            empty
            and _(
                "Not set: %(settings)s. Fines and compensations cannot be posted until it is, in Settings.",
                settings=company._ops_field_labels(empty),
            ),
            _("Accounts and journal are set."),
            "ops_dept.res_config_settings_action",
            is_bad=company.ops_penalty_mode == "fine",
        )
