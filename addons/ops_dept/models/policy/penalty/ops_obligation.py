from odoo import models


class OpsObligation(models.Model):
    """A missed duty proposes a case by itself, where the company wants it so for the clause; a lateness that
    is excused ends what is not decided yet (R16).

    The row of the violations stands between the two here: it says why they are none.
    """

    _inherit = "ops.obligation"

    _on_violated = ((20, "_propose_cases"),)
    _on_excused = ((5, "_release_from_cases"), (20, "_clear_cases"))

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

    def _release_from_cases(self):
        """What is in a case that is not decided yet is free to be dismissed; what was decided stays so."""
        # sudo: who excused the lateness was checked by the ledger
        violations_sudo = self.sudo().violation_id
        violations_sudo.filtered(lambda v: v.state == "in_case" and v.penalty_id.is_open)._stamp(
            {"state": "noted"}
        )

    def _clear_cases(self):
        """Nothing is decided about what was no violation: its line leaves the case, the last one ends it."""
        # sudo: as above
        excused_sudo = self.sudo().violation_id.filtered(lambda violation: violation.state == "dismissed")
        lines_sudo = excused_sudo.penalty_line_ids.filtered("penalty_id.is_open")
        for penalty_sudo, gone_sudo in lines_sudo.grouped("penalty_id").items():
            if penalty_sudo.line_ids <= gone_sudo:
                reasons = gone_sudo.violation_id.mapped("dismiss_reason")
                penalty_sudo._dismiss_pointless("\n".join(dict.fromkeys(reasons)))
            else:
                gone_sudo._unlink_stamped()
