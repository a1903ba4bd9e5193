from odoo import api, fields, models
from odoo.fields import Domain

from ...plan.proposal.kinds import Kind

CODE = "M7.3"
USE = "use_of_name"


class OpsProposal(models.Model):
    """Who wants to use a contract or the company's name for other business asks a leader first: for what, for
    whom, from when until when (M7.3).
    """

    _inherit = "ops.proposal"

    _proposal_kinds = {USE: Kind(CODE)}

    kind = fields.Selection(selection_add=[(USE, "Use of the company's name")], ondelete={USE: "cascade"})
    used_for = fields.Char("For whom", frozen="asked", help="With whom, or before whom, it is used.")
    date_from = fields.Date("Permitted from", frozen="asked")
    date_until = fields.Date("Permitted until", frozen="asked")
    is_permitted = fields.Boolean("In force today", compute="_compute_is_permitted")

    _dates_ordered = models.Constraint(
        "CHECK(date_until IS NULL OR date_from IS NULL OR date_until >= date_from)",
        "A permission ends after it began (M7.3).",
    )

    @api.depends("state", "kind", "date_from", "date_until")
    def _compute_is_permitted(self):
        for proposal in self:
            today = proposal.company_id._ops_today()
            in_force = proposal.kind == USE and proposal.state == "approved"
            proposal.is_permitted = in_force and proposal.date_from <= today <= proposal.date_until

    def _get_content_blockers(self):
        """A permission says for whom, and for which days."""
        blockers = super()._get_content_blockers()
        if self.kind == USE:
            if not (self.used_for or "").strip():
                blockers.append(self.env._("Say for whom it is used (M7.3)."))
            if not (self.date_from and self.date_until):
                blockers.append(self.env._("Say from when until when it is used (M7.3)."))
        return blockers

    @api.model
    def _find_permission(self, user, company, day):
        """Return the permissions of a person that are in force on a day, on sudo."""
        # sudo: whether somebody was permitted; the caller says to whom that is told
        return self.sudo().search(
            Domain("kind", "=", USE)
            & Domain("state", "=", "approved")
            & Domain("user_id", "=", user.id)
            & Domain("company_id", "=", company.id)
            & Domain("date_from", "<=", day)
            & Domain("date_until", ">=", day)
        )
