from odoo import api, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """Which inquiries wait for the user: his own, and those of his team that nobody has."""

    _inherit = "crm.lead"

    @api.model
    def _ops_my_next_domain(self):
        """Return the domain of the inquiries that were neither reported nor quoted, and that I have, or have
        to give to somebody as the manager of their team.

        Clause: W2.A
        """
        nobody = Domain("user_id", "=", False) & Domain("team_id.user_id", "=", self.env.uid)
        companies = self.env["ops.bid"]._ops_gated_companies()
        return (
            (Domain("user_id", "=", self.env.uid) | nobody)
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("company_id", "in", [False, *companies])
            & Domain("ops_bid_ids", "=", False)
            & Domain("order_ids", "=", False)
        )
