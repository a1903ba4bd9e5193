from odoo import models


class OpsObligation(models.Model):
    """A missed duty proposes a case by itself, where the company wants it so for the clause (R16)."""

    _inherit = "ops.obligation"

    _ops_violated = ((20, "_propose_cases"),)

    def _propose_cases(self):
        """Propose a case for each violation just noted of a clause that says so."""
        # sudo: proposed by the software, from the ledger
        noted = self.sudo().violation_id.filtered(lambda violation: violation.state == "noted")
        proposing = noted.filtered(
            lambda v: (
                v.clause_id.with_company(v.company_id).missed_effect == "case" and v._get_kind() == "fine"
            )
        )
        self.env["ops.penalty"].sudo()._propose(proposing)  # sudo: as above
