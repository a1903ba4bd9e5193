from odoo import api, models


class OpsHome(models.AbstractModel):
    """The self-check on the administrator's first page, red while something is to be mended."""

    _inherit = "ops.home"

    @api.model
    def _get_setup_rows(self):
        bad = self.env.company.sudo().ops_selfcheck_bad  # sudo: a figure
        return [
            self._list_row(
                self.env._("Self-check"),
                "ops_dept.ops_selfcheck_action",
                self.env._("%(count)s to mend", count=bad) if bad else self.env._("nothing to mend"),
                is_late=bool(bad),
            ),
            *super()._get_setup_rows(),
        ]
