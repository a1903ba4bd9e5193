from odoo import api, fields, models

from ....tools.rows import find_row
from ..clause.codes import OWN
from ..repeated.ops_obligation import DOABLE


class OpsObligation(models.Model):
    """What shows that a duty of the company's own was done: a note and a file, kept as they are."""

    _inherit = "ops.obligation"

    _meetable_rows = ((50, "_get_own_duty_codes"),)

    proof_note = fields.Text("What was done", readonly=True)
    proof = fields.Binary("What shows it", attachment=True, readonly=True, copy=False)
    proof_name = fields.Char("File name", readonly=True)
    can_prove = fields.Boolean(compute="_compute_can_prove")

    @api.depends("state", "owed_by", "clause_id.company_id", "owner_id", "group_id")
    @api.depends_context("uid")
    def _compute_can_prove(self):
        for obligation in self:
            obligation.can_prove = obligation._is_proven() and obligation.is_mine

    def _is_proven(self):
        """Tell whether this is met by a note and a file, and not met yet."""
        self.ensure_one()
        return bool(self.state in DOABLE and self.owed_by and self.clause_id.company_id)

    def _get_home_button(self):
        """Return the button of this duty on the first page, where it is met there.

        Rooms say it of their repeated duties by rows of `_home_buttons`: clause and method.
        """
        self.ensure_one()
        method = not self.res_model and find_row(self, "_home_buttons", self.clause_id.code)
        if method:
            return getattr(self, method)()
        if not self._is_proven():
            return {}
        return {"button": self.env._("Prove It"), "method": "action_ask_proof"}

    @api.model
    def _get_own_duty_codes(self):
        """Return the codes of the companies' own repeated duties: the form here meets them."""
        # sudo: codes are no secret; the job asks for all companies
        clauses_sudo = self.env["ops.clause"].sudo().search([("code", "=like", f"{OWN}%")])
        return clauses_sudo.filtered(lambda clause: clause.limit_ids[:1].period).mapped("code")
