from odoo import api, models

from ...policy.selfcheck.ops_selfcheck import Check
from ..instrument.ops_instrument import CODE


class OpsSelfcheck(models.AbstractModel):
    """Whether cheques and bills can be booked: journals and accounts are chosen (R12)."""

    _inherit = "ops.selfcheck"

    _checks = (Check(65, "_check_instruments"),)

    @api.model
    def _check_instruments(self):
        _, company = self.env._, self.env.company
        lacking = company._ops_instruments_lacking()
        papers = self.env["ops.instrument"].search_count([("company_id", "=", company.id)], limit=1)
        problem = ""
        if lacking and self.env["ops.clause"]._is_in_force(CODE, company):
            problem = " ".join(lacking)
        return self._found(
            _("Cheques and bills"),
            problem,
            _("Journals and accounts of cheques and bills are chosen."),
            "ops_dept.res_config_settings_action",
            is_bad=bool(papers),
        )
